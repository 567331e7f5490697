"""Settings common to every way of running the platform. Only this folder reads the environment."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from django.utils.csp import CSP

env = environ.Env()

# The engine's matrices are small: threads of the numerical library would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env("PIX_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
CONTENT_DIR = BASE_DIR / "competences" / "content"

ALLOWED_HOSTS: list[str] = env.list("PIX_ALLOWED_HOSTS", default=[])
PUBLIC_URL: str = env("PIX_PUBLIC_URL", default=f"http://localhost:{env('PORT', default='8000')}")
# Where the demonstration ENT answers (`make run`); nowhere else.
DEMO_ENT_URL: str = env("PIX_DEMO_ENT_URL", default="")
METRICS_TOKEN: str = env("PIX_METRICS_TOKEN", default="")
# Who answers for this installation: named on its legal pages.
OPERATOR: dict[str, str] = {
    "name": env("PIX_OPERATOR", default=""),
    "contact": env("PIX_OPERATOR_CONTACT", default=""),
}

INSTALLED_APPS = [
    "pix.admin_site.PixAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "django_htmx",
    "pix.shared",
    "accounts",
    "competences",
    "campaigns",
    "certification",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PrivatePagesMiddleware",
    "accounts.middleware.HtmxSignInMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.OneTimePasswordMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "certification.middleware.TrainingClosedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "pix.urls"
WSGI_APPLICATION = "pix.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.preferences",
                "competences.context_processors.total_pix",
                "campaigns.context_processors.runs_to_resume",
            ],
            "builtins": ["pix.shared.templatetags.pix_ui"],
        },
    },
]

FORM_RENDERER = "pix.shared.forms.Renderer"

# --- Data ---------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default="postgres:///pix") | {"CONN_MAX_AGE": 600},
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL: str = env("REDIS_URL", default="redis://localhost:6379/0")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "pix.shared.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        # A Redis that hangs is as good as one that is down: nobody waits for it.
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    },
    "files": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "files",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

# --- Background work ----------------------------------------------------------------------------
# Celery names Redis sockets its own way: redis+socket:///path instead of unix:///path.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_timeout": 5}
# An unreachable broker must not hold a learner's request: the sweep folds what was not enqueued.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BEAT_SCHEDULE = {
    "forget-old-sessions": {
        "task": "accounts.tasks.forget_old_sessions",
        "schedule": timedelta(hours=1),
    },
    "tend-slips": {
        "task": "accounts.tasks.tend_slips",
        "schedule": timedelta(minutes=5),
    },
    "purge": {
        "task": "accounts.tasks.purge_what_is_due",
        "schedule": crontab(hour=2, minute=30),
    },
    "tend-imports": {
        "task": "accounts.tasks.tend_imports",
        "schedule": timedelta(minutes=5),
    },
    "fold-waiting-profiles": {
        "task": "competences.tasks.fold_waiting_profiles",
        "schedule": timedelta(seconds=5),
    },
    "fold-stale-profiles": {
        "task": "competences.tasks.fold_stale_profiles",
        "schedule": timedelta(minutes=1),
    },
    "fold-exposure": {
        "task": "competences.tasks.fold_exposure",
        "schedule": timedelta(minutes=1),
    },
    "refresh-waiting-digests": {
        "task": "campaigns.tasks.refresh_waiting_digests",
        "schedule": timedelta(seconds=5),
    },
    "refresh-stale-digests": {
        "task": "campaigns.tasks.refresh_stale_digests",
        "schedule": timedelta(minutes=1),
    },
    "score-waiting-sessions": {
        "task": "certification.tasks.score_waiting_sessions",
        "schedule": timedelta(minutes=1),
    },
    "tend-exports": {
        "task": "campaigns.tasks.tend_exports",
        "schedule": timedelta(minutes=5),
    },
    "tend-papers-of-certificates": {
        "task": "certification.tasks.tend_papers",
        "schedule": timedelta(minutes=5),
    },
    "tend-certification-tests": {
        "task": "certification.tasks.tend_tests",
        "schedule": timedelta(seconds=20),
    },
    "judge-active-learners": {
        "task": "campaigns.tasks.judge_active_learners",
        "schedule": crontab(hour=21, minute=0),
    },
    "judge-all-learners": {
        "task": "campaigns.tasks.judge_all_learners",
        "schedule": crontab(hour=3, minute=30, day_of_week="sunday"),
    },
}

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "accounts.hashers.ClassroomArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.validators.PasswordRuleValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
EMAIL_CHANGE_TIMEOUT = timedelta(days=1)
# Usernames and one-time passwords just made: encrypted, for the time to print them.
SLIPS_KEPT = timedelta(hours=1)
SLIP_BATCHES_KEPT = timedelta(days=1)
INVITATION_LIFE = timedelta(days=14)
MAX_INVITATIONS = 50  # addresses at once
OPENING_LINK_LIFE = timedelta(days=7)
SIGN_IN_FAILURES_ALLOWED = 10
SIGN_IN_FIRST_PAUSE = timedelta(minutes=2)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/accueil/"
# School computers are shared: one is signed out with the browser unless one asks to stay.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.social.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
# One begins at once; a banner reminds until the address is confirmed.
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_FORMS = {
    "login": "accounts.forms.entrance.SignInForm",
    "signup": "accounts.forms.entrance.SignUpForm",
    "change_password": "accounts.forms.entrance.ChangePasswordForm",
    "set_password": "accounts.forms.entrance.SetPasswordForm",
    "reset_password": "accounts.forms.entrance.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.entrance.NewPasswordForm",
}
# A school, or a town, comes from one address: limits per address only stop machines. Failures to
# sign in are counted per account, by accounts.lockout.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "signup": "300/m/ip",
    "reset_password": "300/m/ip,5/h/key",
    "reset_password_from_key": "300/m/ip",
    "change_email": "5/h/user",
    "export_data": "5/h/user",
    "parent_consent": "300/m/ip,3/h/key",
    "recover_account": "300/m/ip,5/h/key",
    "invite": "30/h/user",
    "request_organisation": "10/h/user",
    "official_mailbox": "5/d/key",
}
# How many reverse proxies add to X-Forwarded-For; 0 believes the connection itself.
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("PIX_TRUSTED_PROXIES", default=0)

# --- Keeping and erasing (interop.md section 7.2) -------------------------------------------------
# In days; PIX_KEEP_<NAME>_DAYS changes one. docs/data-protection.md says why.
_KEPT_DAYS = {
    "learners": 365,  # out of their school's list: one school year
    "unlinked_learners": 180,  # the same, when no account was ever linked
    "import_files": 7,  # sent, and neither applied nor given up
    "import_problems": 30,
    "imports": 365,
    "claims": 180,
    "invitations": 30,  # accepted, cancelled, or past their date
    "ended_memberships": 365,
    "trials": 30,
    "tickets": 15,
    "journal": 365,
    "unused_accounts": 3 * 365,
    "certifications": 5 * 365,  # after publication: three years of validity, then appeals
    "session_proposals": 7,
}
RETENTION = {
    name: timedelta(days=env.int(f"PIX_KEEP_{name.upper()}_DAYS", default=days))
    for name, days in _KEPT_DAYS.items()
}
# Between the message that announces the end of an unused account, and its erasure.
ERASURE_NOTICE = timedelta(days=30)
# A child consents alone from 15 in France (art. 45 of the law of 1978); 0 asks nobody's age.
OPEN_SIGN_UP_MINIMUM_AGE: int = env.int("PIX_OPEN_SIGN_UP_MINIMUM_AGE", default=15)
PARENT_CONSENT_TIMEOUT = timedelta(days=7)

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
# The hours of CELERY_BEAT_SCHEDULE are those of the schools, in summer as in winter.
CELERY_TIMEZONE = TIME_ZONE
USE_I18N = True
USE_TZ = True

# --- Files and browser rules --------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("content", CONTENT_DIR / "assets")]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A file someone sends. Large ones pass through a temporary file, gone with the request.
UPLOAD_LIMIT = 20_000_000
# What a list may hold once unzipped; from the command line, what any list may weigh.
IMPORT_UNZIPPED_LIMIT = 100 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "pix.shared.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- Product constants (product.md section 6) -----------------------------------------------------
MAX_REACHABLE_LEVEL = 8
CERTIFIABLE_COMPETENCES = 5
# A pupil looks for herself in her school's list: how often, so that no birth date is guessed.
RECOGNITION_TRIES_AN_HOUR = 10
RECOGNITION_TRIES_OF_A_NAME_A_DAY = 30
CHECKPOINT_EVERY = 5
# Campaigns: without account, how long a browser may go on; when a campaign is full; and how many
# codes that do not exist one may try in a minute, a person or a whole school.
ANONYMOUS_ACCESS = timedelta(hours=4)
STUCK_AFTER = timedelta(minutes=3)
CAMPAIGN_MOST_PARTICIPATIONS = 10_000
# Longer tables are made by the worker, and kept for an hour.
EXPORT_LINES_AT_ONCE = 10_000
EXPORT_LINES_OF_A_WORKBOOK_AT_ONCE = 2_000
EXPORTS_KEPT = timedelta(hours=1)
EXPORT_TRACES_KEPT = timedelta(days=1)
WRONG_CODES_A_MINUTE = 20
WRONG_CODES_OF_AN_ADDRESS_A_MINUTE = 600
# Entering a session, and its code: how often one may try in a minute.
ENTRIES_A_MINUTE = 20
# Certification: how long an authorisation to start or resume lasts, and a session once somebody
# started in it; how long a page may be silent before one says so, and how much of such silences
# is given back without anybody asking; how late an answer sent in time may arrive.
AUTHORISATION_LIFE = timedelta(minutes=15)
SESSION_LIFE = timedelta(hours=24)
EXAMINATION_LIFE = timedelta(hours=24)
SILENCE = timedelta(seconds=45)
SILENCE_GIVEN_BACK = timedelta(minutes=15)
DEADLINE_GRACE = timedelta(seconds=5)
# Of the alerts that candidates take back before anybody answered: in a whole test.
WITHDRAWN_GIVEN_BACK = timedelta(minutes=5)
# Certificates: how long they are valid, and how often codes may be tried on the public page in a
# minute, a person or a whole school. Results of a session, by the link of a mail.
CERTIFICATE_YEARS = 3
# Pix under which a certification is rejected: at the first one, it certifies something.
CERTIFICATION_MINIMUM_PIX = 1
# After the publication, days during which a candidate may contest.
CERTIFICATION_APPEAL_DAYS = 60
CHECKS_A_MINUTE = 20
CHECKS_OF_AN_ADDRESS_A_MINUTE = 300
RESULT_LINK_LIFE = timedelta(days=30)
# Files made by the worker (papers of a class), and tokens of the programs that read results.
PAPERS_KEPT = timedelta(hours=1)
API_TOKEN_LIFE = timedelta(hours=1)
API_TOKENS_A_MINUTE = 60
RETRY_DELAY = timedelta(days=4)
RESET_DELAY = timedelta(days=4)
TRIAL_QUESTIONS = 6
TIMED_GRACE = timedelta(seconds=3)
EXPOSURE_WINDOW_DAYS = 14
EXPOSURE_MIN_TESTS = 30
MAX_TEXT_ANSWER = 10_000
