"""The embedded run (`make run`) and work on the code."""

import secrets
from datetime import timedelta

from .base import *
from .base import CELERY_BEAT_SCHEDULE, DATA_DIR, env

ALLOWED_HOSTS = ["*"]
DEBUG = env.bool("PIX_DEBUG", default=False)


def _own_secret_key() -> str:
    """A key of this data folder's own, made at the first start."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY: str = env("SECRET_KEY", default="") or _own_secret_key()

# Mail is kept in files that platform staff read at /admin/courrier/.
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": DATA_DIR / "mail"},
    },
}
DEFAULT_FROM_EMAIL = "Pix <ne-pas-repondre@example.org>"

# With DEBUG off Django writes errors nowhere: an error page must leave its trace in the log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"pages": {"()": "pix.shared.logs.WithoutAddresses"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "level": "WARNING",
            "formatter": "line",
            "filters": ["pages"],
        }
    },
    "root": {"handlers": ["console"]},
}

# A class of the demonstration school works while somebody watches it; so do candidates.
CELERY_BEAT_SCHEDULE |= {
    "move-demo-class": {
        "task": "campaigns.tasks.move_demo_class",
        "schedule": timedelta(seconds=8),
    },
    "move-demo-room": {
        "task": "certification.tasks.move_demo_room",
        "schedule": timedelta(seconds=8),
        "options": {"expires": 8},
    },
}
