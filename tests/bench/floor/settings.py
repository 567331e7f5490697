"""Only what the floor needs; the same database as the platform, in a schema of its own."""

from pix.settings import dev

SECRET_KEY = dev.SECRET_KEY
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "tests.bench.floor",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "tests.bench.floor.views"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
SCHEMA = "floor"
_PLATFORM = dev.DATABASES["default"]
_OPTIONS = _PLATFORM.get("OPTIONS", {}) | {"options": f"-c search_path={SCHEMA}"}
DATABASES = {"default": _PLATFORM | {"OPTIONS": _OPTIONS}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
