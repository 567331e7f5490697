"""Behind HTTPS, with servers of one's own: every secret comes from the environment."""

from .base import *
from .base import PUBLIC_URL, env

DEBUG = False
SECRET_KEY: str = env("SECRET_KEY")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("PIX_HTTPS", default=True)
SECURE_REDIRECT_EXEMPT = [r"^sante/$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT

_mail = env.email("EMAIL_URL", default="consolemail://")
_smtp = {
    "host": _mail["EMAIL_HOST"],
    "port": _mail["EMAIL_PORT"],
    "username": _mail["EMAIL_HOST_USER"],
    "password": _mail["EMAIL_HOST_PASSWORD"],
    "use_tls": _mail.get("EMAIL_USE_TLS", False),
    "use_ssl": _mail.get("EMAIL_USE_SSL", False),
    "timeout": 10,
}
MAILERS = {
    "default": {
        "BACKEND": _mail["EMAIL_BACKEND"],
        "OPTIONS": _smtp if "smtp" in _mail["EMAIL_BACKEND"] else {},
    },
}
DEFAULT_FROM_EMAIL: str = env("PIX_MAIL_FROM", default="Pix <ne-pas-repondre@example.org>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "pix.shared.logs.formatter"}},
    "filters": {"pages": {"()": "pix.shared.logs.WithoutAddresses"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["pages"]}
    },
    "root": {"handlers": ["console"], "level": env("PIX_LOG_LEVEL", default="INFO")},
}
