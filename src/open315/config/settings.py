"""The settings of the program, of which each install has its own values (names begin with OPEN315_; `open315 settings` shows them)."""

from pathlib import Path

from open315.config import environment as env
from open315.config.databases import database
from open315.config.log_settings import logging_settings
from open315.config.queues import queue

PACKAGE = Path(__file__).resolve().parent.parent
VAR = env.var_folder()
SECRETS = VAR / "secrets"
UPLOADS = VAR / "uploads"
EXPORTS = VAR / "exports"
VAULT_KEYS = env.path("OPEN315_VAULT_KEYS", SECRETS / "vault-keys.json")
"""The key ring. Keep a copy away from the machine: without it the vault cannot be opened."""

DEBUG = env.flag("OPEN315_DEBUG")
DEMO = env.flag("OPEN315_DEMO")
"""The sign-in page shows the demo log-ins. Set by `open315 serve` where the demo was loaded; by a person only to show a demo to the world."""
DEMO_SMALL = env.flag("OPEN315_DEMO_SMALL")
SOURCE_URL = env.text("OPEN315_SOURCE_URL")
"""Where readers of the portal get the source of what runs here, as section 13 of the licence asks of those who changed it."""
SECRET_KEY = env.text("OPEN315_SECRET_KEY", secret=True) or env.kept_secret(SECRETS / "django-key")
ALLOWED_HOSTS = env.words("OPEN315_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.words("OPEN315_ORIGINS", [])
HTTPS = env.flag("OPEN315_HTTPS")
TRUSTED_PROXIES = env.proxies("OPEN315_TRUSTED_PROXIES", ["127.0.0.1", "::1", "unix"])
"""Who may say where a visitor comes from and that she came over HTTPS: by default a proxy on this machine (ADR 0108)."""

INSTALLED_APPS = [
    "open315.config",
    "open315.core",
    "open315.core.ui",
    "open315.org",
    "open315.phrases",
    "open315.traders",
    "open315.notify",
    "open315.law",
    "open315.cases",
    "open315.learning",
    "open315.intake",
    "open315.inbox",
    "open315.hotline",
    "open315.figures",
    "open315.indicators",
    "open315.campaigns",
    "open315.activities",
    "open315.seminars",
    "open315.stalls",
    "open315.returns",
    "open315.parts",
    "open315.summaries",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "huey.contrib.djhuey",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "open315.core.http.request_log.RequestLogMiddleware",
    "open315.core.http.nearby.NearbyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "open315.core.http.compression.PageGZipMiddleware",
    "open315.core.http.csp.PageCSPMiddleware",
    "open315.core.http.private.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "open315.core.http.post_limit.PostLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "open315.core.http.clean_input.CleanInputMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "open315.org.middleware.ActorMiddleware",
    "open315.org.middleware.StaffDutyMiddleware",
    "open315.core.ui.errors.ErrorMiddleware",
    "open315.core.http.unavailable.UnavailableMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "open315.config.urls"
WSGI_APPLICATION = "open315.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "open315.core.ui.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "open315.core.ui.templatetags.ui"],
        },
    }
]

CSRF_FAILURE_VIEW = "open315.core.ui.errors.stale_form"
FORM_RENDERER = "open315.core.ui.forms.Renderer"

DATABASES = {"default": database(env.text("OPEN315_DATABASE"), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("OPEN315_REDIS")
"""Cache and fan-out only; nothing needs it for correctness."""
CACHES = {
    "default": {
        "BACKEND": "open315.core.http.patient_cache.PatientRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

TASKS = {"default": {"BACKEND": "huey.contrib.djhuey.tasks_backend.HueyBackend"}}
HUEY = queue(env.text("OPEN315_QUEUE"), REDIS_URL, VAR)
JOBS_AT_ONCE = env.number("OPEN315_JOBS_AT_ONCE", 2)
"""How many long jobs (imports, documents, exports) run at once over all workers."""
OUTSIDE_AT_ONCE = env.number("OPEN315_OUTSIDE_AT_ONCE", 2)
"""How many calls to outside services (mails) are under way at once over all workers; one that hangs keeps no import waiting."""
EXPORT_AT_ONCE = env.number("OPEN315_EXPORT_AT_ONCE", 5_000)
SUMMARY_AT_ONCE = env.number("OPEN315_SUMMARY_AT_ONCE", 40_000)
"""A summary that reads more complaints than this, of both years together, is written by the worker: it would take over two seconds."""
WEB_THREADS = env.number("OPEN315_WEB_THREADS", 8)
"""Threads of one web process; each keeps a connection to the database."""
WORKER_THREADS = env.number("OPEN315_WORKER_THREADS", 5)
"""Threads of one worker; one more than JOBS_AT_ONCE and OUTSIDE_AT_ONCE, so that notices wait for neither."""

AUTH_USER_MODEL = "org.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/console/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "open315.org.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
"""Sensitive steps ask for the password again when it was not given within this time (seconds)."""
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
"""Guessing passwords is limited by axes, in the database; the limits of allauth live in the cache, and shut out whole addresses."""
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "open315.org.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Open315"
MFA_FORMS = {
    "authenticate": "open315.org.sign_in_forms.LimitedAuthenticateForm",
    "reauthenticate": "open315.org.sign_in_forms.LimitedReauthenticateForm",
    "activate_totp": "open315.org.sign_in_forms.OnceActivateForm",
}
MFA_REQUIRED = env.flag("OPEN315_MFA_REQUIRED", default=not DEMO)
"""Staff set up a second factor before they see the console. Off by default in the demo only, so that its log-ins work at once."""
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username"]
"""Never an address alone: an office is one (`org.sign_in_limits`)."""
AXES_HANDLER = "open315.org.sign_in_limits.SignInLimits"
AXES_USERNAME_CALLABLE = "open315.org.sign_in_limits.counted_name"
AXES_CLIENT_IP_CALLABLE = "open315.org.sign_in_limits.visitor"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
"""Who is shut out and goes on guessing is not counted any more: alone he would shut the name for everybody, for ever."""
AXES_LOCKOUT_CALLABLE = "open315.org.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True
"""Sign-ins go to the audit log instead."""

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    # The API answers JSON that no browser renders.
    "EXCLUDE_URL_PREFIXES": ["/api/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    },
}

LANGUAGE_CODE = env.text("OPEN315_LANGUAGE", "zh-hant")
INTERFACE_LANGUAGES = [("zh-hant", "繁體中文", "繁"), ("zh-hans", "简体中文", "简"), ("en", "English", "EN")]
"""Code, own name, short name: each language is named in itself. Its catalogues: config/catalogues/rooms.py."""
LANGUAGES = [(code, name) for code, name, _short in INTERFACE_LANGUAGES]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["open315.core.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(UPLOADS)}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Whoever names a mail server wants mails to leave; without one they are kept as sealed files for a while.
_MAIL_WAY = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("OPEN315_SMTP_HOST")
    else "open315.notify.channels.email.kept_mails.KeptMails"
)
_MAIL_SECURITY = env.choice("OPEN315_SMTP_SECURITY", ("", "starttls", "tls"))
EMAIL_BACKEND = env.text("OPEN315_EMAIL_BACKEND", _MAIL_WAY)
EMAIL_FILE_PATH = str(VAR / "mail")
EMAIL_HOST = env.text("OPEN315_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = env.number("OPEN315_SMTP_PORT", {"starttls": 587, "tls": 465}.get(_MAIL_SECURITY, 25))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("OPEN315_SMTP_USER"), env.text("OPEN315_SMTP_PASSWORD", secret=True)
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL_SECURITY == "starttls", _MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 10
SMS_SEND = env.text("OPEN315_SMS_SEND")
"""Where short messages are handed over; none leave without it."""
SMS_WAY = env.choice("OPEN315_SMS_WAY", ("kannel", "json"))
SMS_USER, SMS_PASSWORD = env.text("OPEN315_SMS_USER"), env.text("OPEN315_SMS_PASSWORD", secret=True)
SMS_SENDER = env.text("OPEN315_SMS_SENDER")
SMS_REPORTS = env.text("OPEN315_SMS_REPORTS")
"""How Kannel reaches this site, if not by its public address."""
SMS_KANNEL_SECRET = env.text("OPEN315_SMS_KANNEL_SECRET", secret=True)
SMS_JSON_SECRET = env.text("OPEN315_SMS_JSON_SECRET", secret=True)
SMS_NUMBERS = env.text("OPEN315_SMS_NUMBERS")
"""Which council a number belongs to, by its region: 10690001=420100 10690002=420200."""
SMS_PER_MINUTE = env.number("OPEN315_SMS_PER_MINUTE", 3000)
SMS_PRICE = env.amount("OPEN315_SMS_PRICE")
"""What a part of a short message costs, in yuan."""
QUIET_HOURS = env.hours("OPEN315_QUIET_HOURS", "21:00-08:00")
"""When nothing that can wait makes a telephone ring."""
RINGS_PER_DAY = env.number("OPEN315_RINGS_PER_DAY", 10)
"""How many messages that ring one address is sent on a day."""
HOTLINE_PER_MINUTE = env.number("OPEN315_HOTLINE_PER_MINUTE", 600)
GEOREPORT_KEYS = env.text("OPEN315_GEOREPORT_KEYS", secret=True)
"""Which programs may file by Open311, each with its key: app:KEY other:KEY."""
GEOREPORT_PER_MINUTE = env.number("OPEN315_GEOREPORT_PER_MINUTE", 600)
MAIL_ADDRESSES = env.text("OPEN315_MAIL_ADDRESSES")
"""Where people write to, each with the region of its council: tousu@example.org=420000."""
MAIL_MAX_BYTES = env.number("OPEN315_MAIL_MAX_BYTES", 40 * 1024 * 1024)
IMAP_HOST = env.text("OPEN315_IMAP_HOST")
IMAP_SECURITY = env.choice("OPEN315_IMAP_SECURITY", ("tls", "starttls", "none"))
IMAP_PORT = env.number("OPEN315_IMAP_PORT", 993 if IMAP_SECURITY == "tls" else 143)
IMAP_USER, IMAP_PASSWORD = env.text("OPEN315_IMAP_USER"), env.text("OPEN315_IMAP_PASSWORD", secret=True)
IMAP_FOLDER, IMAP_TAKEN = env.text("OPEN315_IMAP_FOLDER", "INBOX"), env.text("OPEN315_IMAP_TAKEN", "Open315")
"""The folder that is looked at, and the one to which a mail goes once it is stored."""
IMAP_LOOK_EVERY = env.number("OPEN315_IMAP_LOOK_EVERY", 25)
LMTP = env.text("OPEN315_LMTP")
"""Where the site's mail server hands mails over: 127.0.0.1:8024."""
SITE_URL = env.text("OPEN315_SITE_URL", "http://127.0.0.1:8315")
DEFAULT_FROM_EMAIL = env.text("OPEN315_MAIL_FROM", "open315@localhost")

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["open315.core.uploads.handlers.BoundedUploadHandler"]
UPLOAD_MAX_BYTES = env.number("OPEN315_UPLOAD_MAX_BYTES", 20 * 1024 * 1024)
REQUEST_MAX_BYTES = env.number("OPEN315_REQUEST_MAX_BYTES", 220 * 1024 * 1024)
"""A request with all its files; more is refused before it is received. A sheet for import may have 200 MB."""
SHEETS_KEPT_DAYS = env.number("OPEN315_SHEETS_KEPT_DAYS", 30)
"""An imported sheet, which holds names and numbers in full, is deleted so many days after the import; its cases and counts stay."""
FILINGS_PER_HOUR = env.number("OPEN315_FILINGS_PER_HOUR", 60)
DRAFTS_PER_HOUR = env.number("OPEN315_DRAFTS_PER_HOUR", 1200)
POSTS_PER_MINUTE = env.number("OPEN315_POSTS_PER_MINUTE", max(300, FILINGS_PER_HOUR))
"""Of whatever kind, from one visitor who is not signed in; never in the way of the limits above."""
OBJECTIONS = env.flag("OPEN315_OBJECTIONS", default=True)
RATING_CHANGE_DAYS = env.number("OPEN315_RATING_CHANGE_DAYS", 7)
TRACKINGS_PER_HOUR = env.number("OPEN315_TRACKINGS_PER_HOUR", 30)
NEW_CODES_PER_DAY = env.number("OPEN315_NEW_CODES_PER_DAY", 3)
UPLOAD_MAX_FILES = env.number("OPEN315_UPLOAD_MAX_FILES", 10)
UPLOAD_BYTES_PER_HOUR = env.number("OPEN315_UPLOAD_BYTES_PER_HOUR", 400 * 1024 * 1024)
"""What a visitor without an account may send in an hour; in a day three times as much."""
UPLOAD_UNCLAIMED_BYTES = env.number("OPEN315_UPLOAD_UNCLAIMED_BYTES", 4 * 1024 * 1024 * 1024)
"""What all visitors together may have sent that belongs to no case yet; it is dropped after a day."""
# W005 and W021: other hosts of the council's domain, and the browsers' preload list, are not ours to decide.
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W005", "security.W021"]

LOGGING = logging_settings(env.text("OPEN315_LOG_LEVEL", "INFO").upper())

LONGEST_RESTART_PAUSE = env.number("OPEN315_LONGEST_RESTART_PAUSE", 30)
"""Seconds. A process of `open315 serve` that keeps ending is started again more and more slowly, up to this."""
HUNG_AFTER = env.number("OPEN315_HUNG_AFTER", 120)
"""Seconds. A process of `open315 serve` or `open315 web` that lives and does nothing for so long is ended and started again."""
env.refuse_unknown()
