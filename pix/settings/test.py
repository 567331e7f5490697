"""Tests: the real database and cache, mail in memory, quick password hashes."""

from .base import *
from .base import CACHES, DATA_DIR, DATABASES, REDIS_URL, STATIC_ROOT, env

SECRET_KEY = "tests-only-not-a-secret"  # noqa: S105 -- a constant keeps test runs alike
ALLOWED_HOSTS = ["*"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
# Each worker of pytest-xdist has a Redis database of its own: tests empty theirs.
_worker = int(env("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw")) + 1
_separator = "?db=" if REDIS_URL.startswith("unix:") else "/"
REDIS_URL = f"{REDIS_URL.partition('?')[0].rstrip('/')}{_separator}{_worker}"
CACHES["default"]["LOCATION"] = REDIS_URL
CACHES["files"]["LOCATION"] = DATA_DIR / "test-files"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Files are served from the sources; WhiteNoise wants its folder all the same.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = False
