"""The settings of huiyin: one file, read from the environment through `env`."""

from pathlib import Path
from urllib.parse import urlsplit

from . import env, limits, modes, rules, secret, sms

BASE = Path(__file__).resolve().parents[2]

modes.close()
HOME = env.folder("HOME", BASE / "var", "var/", "data folder: database, uploads, keys, logs")
PRODUCTION = env.flag("PRODUCTION", False, "refuse to start without own secrets and host names")
DEBUG = env.flag("DEBUG", False, "show technical error pages; never with HUIYIN_PRODUCTION")

DATABASES = {"default": env.database("DATABASE_URL", HOME, "sqlite:///path or postgres://…")}
DATABASE_SECONDS = env.integer(
    "DATABASE_SECONDS", 30,
    "longest statement of a page on PostgreSQL; exports, imports and commands have no limit",
    least=1, most=3600,
)  # fmt: skip

SECRET_KEY = secret.required(
    "SECRET_KEY", HOME, production=PRODUCTION, meaning="signs sessions and one-time addresses"
)
AUDIT_KEY = secret.required(
    "AUDIT_KEY",
    HOME,
    production=PRODUCTION,
    meaning="seals audit entries; keep it off the database host",
    beside=DATABASES["default"],
)
AUDIT_COPY = env.elsewhere(
    "AUDIT_COPY",
    "existing folder on another disk where the heads of the audit chain are noted a second time",
)
AUDIT_MAIL = env.addresses(
    "AUDIT_MAIL", "mail addresses that get the newest head of the audit chain each day"
)
FIELD_KEYS = secret.keys(
    "FIELD_KEYS",
    HOME,
    production=PRODUCTION,
    meaning="encrypt personal data; comma-separated, the first one writes, all read",
    beside=DATABASES["default"],
)
DIGEST_KEY = secret.optional(
    "DIGEST_KEY",
    "the last key of HUIYIN_FIELD_KEYS",
    "finds equal personal data by digest; set it to that last key before dropping it, never change it",
)
BACKUP_PASSPHRASE = env.text(
    "BACKUP_PASSPHRASE",
    "",
    "encrypts the keys that `huiyin backup` writes beside its archive; empty: they are left out",
)
SIGNING_FOLDER = env.folder(
    "SIGNING_FOLDER", HOME / "keys" / "signing", "keys/signing/ of the data folder",
    "keys that sign PDFs: `<code of the agency>.p12`; an agency without one issues unsigned papers",
)  # fmt: skip
SIGNING_PASSPHRASE = env.text("SIGNING_PASSPHRASE", "", "opens the keys in HUIYIN_SIGNING_FOLDER")
ALLOWED_HOSTS = env.names(
    "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], "host names that this site answers to"
)
TRUSTED_PROXIES = env.networks(
    "TRUSTED_PROXIES", "addresses or networks of reverse proxies whose X-Forwarded-For is believed"
)
WAITING_WRITERS = env.integer(
    "WAITING_WRITERS", 4,
    "threads of one web process that may wait for the writer of SQLite; the server sets half of its threads",
    least=1, most=64,
)  # fmt: skip
COSTLY_AT_ONCE = env.integer(
    "COSTLY_AT_ONCE", 4,
    "searches, downloads and papers that one person or network gets at once from one web process",
    least=1, most=64,
)  # fmt: skip
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "huiyin.database",
    "huiyin.audit",
    "huiyin.jobs",
    "huiyin.personal",
    "huiyin.throttle",
    "huiyin.accounts",
    "huiyin.workdays",
    "huiyin.organisations",
    "huiyin.web",
    "huiyin.notices",
    "huiyin.files",
    "huiyin.letters",
    "huiyin.visitors",
    "huiyin.submissions",
    "huiyin.search",
    "huiyin.casework",
    "huiyin.coordination",
    "huiyin.structure",
    "huiyin.subjects",
    "huiyin.publicity",
    "huiyin.figures",
    "huiyin.disclosure",
    "huiyin.foi",
    "huiyin.hotline",
    "huiyin.licensing",
    "huiyin.approvals",
    "huiyin.penalties",
    "huiyin.commitments",
    "huiyin.credit",
    "huiyin.enforcement",
    "huiyin.coercion",
    "huiyin.proposals",
    "huiyin.rectification",
    "huiyin.registers",
    "huiyin.proofreading",
    "huiyin.report_audit",
    "huiyin.planning",
    "huiyin.editorial",
    "huiyin.bulletins",
    "huiyin.reports",
    "huiyin.backup",
    "huiyin.inspection",
    "huiyin.assessment",
    "huiyin.training",
    "huiyin.routing",
    "huiyin.subscriptions",
    "huiyin.ingest",
    "huiyin.exchange",
    "huiyin.desk",
    "huiyin.portal",
    "huiyin.opendata",
    "huiyin.api",
    "huiyin.demo",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "modelsearch",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "django_prose_editor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

RUN = HOME / "run"
"""What web processes are answering, and which ended unasked; see `config/serve.py`."""
MIDDLEWARE = [
    "huiyin.web.last_requests.LastRequestMiddleware",
    "huiyin.web.problems.ProblemMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "huiyin.web.security.RefuseUnreadableMiddleware",
    "huiyin.web.kept.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "huiyin.accounts.guard.SessionGuardMiddleware",
    "huiyin.web.costly.CostlyMiddleware",
    "huiyin.organisations.actors.ActorMiddleware",
    "huiyin.disclosure.cms.door.CmsDoorMiddleware",
    # behind the doors that judge who may come in: where the token fails, the page is made again
    "django.middleware.csrf.CsrfViewMiddleware",
    "huiyin.web.visible.VisibleTextMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "huiyin.web.security.SecurityHeadersMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huiyin.submissions.middleware.KeepTypedMiddleware",
    "huiyin.web.slashes.AddSlashMiddleware",
]
CSRF_FAILURE_VIEW = "huiyin.submissions.middleware.csrf_failure"
ROOT_URLCONF = "huiyin.config.urls"
WSGI_APPLICATION = "huiyin.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huiyin.web.context.site",
            ],
            "builtins": ["huiyin.web.templatetags.huiyin"],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/desk/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "huiyin.accounts.passwords.NotUsedBeforeValidator"},
]
SECOND_FACTOR = env.choice(
    "SECOND_FACTOR",
    ("required", "optional"),
    "required" if PRODUCTION else "optional",
    "required in production, else optional",
    "whether staff must sign in with a code of their device too: required or optional",
)
IDLE_MINUTES = env.integer(
    "IDLE_MINUTES", 30, "after how long without a page or typing staff are signed out",
    least=1, most=12 * 60,
)  # fmt: skip
SESSION_ENGINE = "huiyin.accounts.session_store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_CONTENT_TYPE_NOSNIFF = True
# No address of ours, with a token in it or not, reaches another site. Never `no-referrer`: with
# it browsers send `Origin: null` with every form, which is refused as somebody else's.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_SSL_REDIRECT = PRODUCTION
X_FRAME_OPTIONS = "SAMEORIGIN"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # empty until collectstatic: finders serve meanwhile
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "huiyin.files.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists()
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
CLAMD = env.socket(
    "CLAMD",
    "virus scanner for uploads, host:port or unix:/path; if it is out of reach, nothing is taken in",
)
FILE_UPLOAD_PERMISSIONS = FILE_UPLOAD_DIRECTORY_PERMISSIONS = None  # as for all files: `modes`
FILE_UPLOAD_HANDLERS = [
    "huiyin.files.limit.SizeLimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MAX_UPLOAD_MEGABYTES = env.integer(
    "MAX_UPLOAD_MEGABYTES", 20, "largest file that is taken in", least=1, most=500
)
LEAST_FREE_MEGABYTES = env.integer(
    "LEAST_FREE_MEGABYTES", 2048,
    "megabytes that are free on the disk of the data folder; with less the desk warns",
    least=10, most=1_000_000,
)  # fmt: skip
READ_SECONDS = env.integer(
    "READ_SECONDS", 20, "processor time for reading one file of words or tables", least=1, most=600
)
READ_MEGABYTES = env.integer(
    "READ_MEGABYTES", 1024, "memory for reading one file of words or tables", least=64, most=8192
)
DRAW_SECONDS = env.integer(
    "DRAW_SECONDS", 300, "processor time for drawing the pages of one file", least=1, most=3600
)
DRAW_MEGABYTES = env.integer(
    "DRAW_MEGABYTES", 2048, "memory for drawing the pages of one file", least=256, most=16384
)
LIMITS = limits.read()
DRAFTS_MEGABYTES = env.integer(
    "DRAFTS_MEGABYTES", 5000, "megabytes that lie in unsent drafts at most, of all visitors",
    least=1, most=1_000_000,
)  # fmt: skip

WAGTAIL_SITE_NAME = "回音"
WAGTAIL_WORKFLOW_ENABLED = False  # the way to publication is editorial.Manuscript
WAGTAILADMIN_COMMENTS_ENABLED = False  # opinions are given in reviews, with their audit entry
WAGTAIL_AUTOSAVE_INTERVAL = 3000  # milliseconds after the last key
WAGTAILADMIN_BASE_URL = env.site(
    "BASE_URL",
    "http://127.0.0.1:8000",
    "address of this site as letters, feeds, maps and codes name it; demo-serve sets its own port",
)
WAGTAILADMIN_LOGIN_URL = "/desk/sign-in/"
# Passwords have one place: /desk/password/, with its rules and its audit entry.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "doc", "docx", "wps", "ofd", "xls", "xlsx", "et", "ppt", "pptx", "zip", "txt",
]  # fmt: skip
# The portal searches with huiyin.search; the CMS keeps its own small index.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Letters leave through huiyin.notices; without a mail server a gateway fetches them from the spool.
DEFAULT_FROM_EMAIL = "noreply@localhost"
EMAIL_TIMEOUT = 20
_mail_server = env.email(
    "EMAIL_URL", urlsplit(WAGTAILADMIN_BASE_URL).hostname or "localhost",
    "mail server: smtp://user:password@host:port/?tls=1&from=address (smtps:// for TLS from the start)",
)  # fmt: skip
globals().update(_mail_server or {})
SMS = sms.read()
NOTICE_SENDERS = {
    "email": "huiyin.notices.senders.email" if _mail_server else "huiyin.notices.senders.spool",
    "sms": SMS.sender,
    "wechat": "huiyin.notices.senders.spool",
}

SCHEDULE = "huiyin.config.schedule.SCHEDULE"
FOI_ORGAN_DAYS = env.integer(
    "FOI_ORGAN_DAYS",
    15,
    "working days for another organ's opinion on an application for information: a promise of the "
    "office, no law says it; the clock of the answer waits no longer",
    least=1,
    most=15,
)
FOI_PRESUMED_RECEIPT_DAYS = env.integer(
    "FOI_PRESUMED_RECEIPT_DAYS",
    7,
    "days after posting on which an enquiry or a notice counts as received until its receipt is "
    "registered: a presumption of the office, no law says it",
    least=0,
    most=30,
)
PAGE_CACHE_SECONDS = env.integer(
    "PAGE_CACHE_SECONDS",
    60,
    "how long public pages, and what they are made from, are kept in memory; 0 turns the memory off",
    least=0,
    most=3600,
)
WARNINGS = rules.judge(
    rules.Chosen(
        production=PRODUCTION,
        debug=DEBUG,
        secrets={
            "SECRET_KEY": SECRET_KEY,
            "AUDIT_KEY": AUDIT_KEY,
            "FIELD_KEYS": FIELD_KEYS[0],
            **({"DIGEST_KEY": DIGEST_KEY} if DIGEST_KEY else {}),
        },
        field_keys=FIELD_KEYS,
        digest_key=DIGEST_KEY,
        hosts=ALLOWED_HOSTS,
        proxies=TRUSTED_PROXIES,
        base_url=WAGTAILADMIN_BASE_URL,
        mail=_mail_server or {},
        second_factor=SECOND_FACTOR,
    )
)
WARNINGS += modes.warnings(HOME, *env.files_of(DATABASES["default"]))
SILENCED_SYSTEM_CHECKS = [
    "wagtailadmin.W003",
    "security.W002",  # frames are limited by the Content-Security-Policy of `web.security`
    "security.W005",  # other hosts of the office's domain are not ours to bind
    "security.W021",  # nor to enter into the lists of browsers
    "security.W009",  # `config.rules` judges the secrets
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {
        "away": {"()": "huiyin.database.faults.OnceAMinute"},
        "visitors": {"()": "huiyin.config.logs.VisitorsFaults"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["away", "visitors"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
