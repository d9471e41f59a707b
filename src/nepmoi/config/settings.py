"""Settings: the few things that differ between two set-ups come from the data folder, all else is said here.

``NEPMOI_DATA`` names the data folder; its ``settings.toml`` may set ``database.url``, ``server.hosts`` and
``server.https``. ``NEPMOI_DATABASE_URL`` wins over the file.
"""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from nepmoi.config.databases import databases

PACKAGE = Path(__file__).parents[1]
DATA = Path(os.environ.get("NEPMOI_DATA", "data")).resolve()


def _options() -> dict[str, dict[str, Any]]:
    file = DATA / "settings.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def _secret() -> str:
    """The data folder's own key, made once; a folder that is not there yet (checks, ``roster read``) gets a passing one."""
    file = DATA / "secret-key"
    if file.exists():
        return file.read_text("ascii").strip()
    key = secrets.token_urlsafe(50)
    if DATA.is_dir():
        file.touch(mode=0o600)
        file.write_text(key, "ascii")
    return key


_toml = _options()
_server = _toml.get("server", {})

SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = _server.get("hosts", ["127.0.0.1", "localhost", "[::1]"])
MEDIA_ROOT = DATA / "media"
REPLICA_ROOT = DATA / "replica"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_htmx",
    "simple_history",
    "nepmoi.core.accounts",
    "nepmoi.core.files",
    "nepmoi.core.audit",
    "nepmoi.registry.geography",
    "nepmoi.registry.organisation",
    "nepmoi.registry.people",
    "nepmoi.registry.programme",
    "nepmoi.fieldwork.evidence",
    "nepmoi.fieldwork.activities",
    "nepmoi.fieldwork.training",
    "nepmoi.fieldwork.community",
    "nepmoi.intake.rosters",
    "nepmoi.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nepmoi.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nepmoi.web.middleware.StandingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "nepmoi.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "nepmoi.config.urls"
WSGI_APPLICATION = "nepmoi.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "nepmoi.web.context.house",
            ]
        },
    }
]
FORM_RENDERER = "nepmoi.web.forms.HouseRenderer"
# A message may hold a name; it stays with the server, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DATABASES = databases(
    url=os.environ.get("NEPMOI_DATABASE_URL") or _toml.get("database", {}).get("url", ""),
    file=DATA / "nepmoi.sqlite3",
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "nepmoi.web.views.locked_out"
LOGIN_URL = "web:sign_in"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:sign_in"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(_server.get("https", False))
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
if DATA.is_dir():
    STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns about a folder that is not there yet
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "nepmoi.web.static_files.HashedStaticFiles"},
}
WHITENOISE_USE_FINDERS = True

# A list of 100 learners with five half-days is some 600 fields; a file is refused above 25 MiB by the page that takes it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
