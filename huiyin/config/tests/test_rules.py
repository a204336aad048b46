"""One table: settings, wrong values of them, and the one line that each ends the start with."""

import errno
import os
import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.filterwarnings("ignore:.*found in sys.modules")
A, B, C, D = (
    "f3b1c2d4e5968778695a4b3c2d1e0f91",
    "0a9b8c7d6e5f4132031425364758697f",
    "77c1e0f2a3b4d5968f7e6d5c4b3a2918",
    "5d4c3b2a190807f6e5d4c3b2a1f0e9d8",
)
GOOD = {
    "SECRET_KEY": A,
    "AUDIT_KEY": B,
    "FIELD_KEYS": C,
    "ALLOWED_HOSTS": "www.example.gov.cn",
    "BASE_URL": "https://www.example.gov.cn",
    "TRUSTED_PROXIES": "127.0.0.1",
}
PRODUCTION = {"PRODUCTION": "1", **GOOD}
SHORT = "must be at least 32 characters long"
SITE = "HUIYIN_BASE_URL must be http(s)://host"

ANYWHERE = [
    ({"PRODUCTION": "maybe"}, "HUIYIN_PRODUCTION must be 1 or 0"),
    ({"DATABASE_URL": "mysql://x/y"}, "HUIYIN_DATABASE_URL must be sqlite:///path or postgres://"),
    ({"DATABASE_URL": "postgres://h:x/y"}, "HUIYIN_DATABASE_URL: a port must be a whole number"),
    ({"EMAIL_URL": "mail.example.gov.cn"}, "HUIYIN_EMAIL_URL must be smtp://"),
    ({"SECOND_FACTOR": "perhaps"}, "HUIYIN_SECOND_FACTOR must be required or optional"),
    ({"SECRET_KEY": "short"}, f"HUIYIN_SECRET_KEY {SHORT}"),
    ({"AUDIT_KEY": " " * 40 + "x"}, f"HUIYIN_AUDIT_KEY {SHORT}"),
    ({"DIGEST_KEY": "short"}, f"HUIYIN_DIGEST_KEY {SHORT}"),
    ({"FIELD_KEYS": "short"}, f"HUIYIN_FIELD_KEYS {SHORT}"),
    ({"FIELD_KEYS": "," * 40}, "HUIYIN_FIELD_KEYS must be keys of which the first is at least"),
    ({"FIELD_KEYS": f"short,{C}"}, "HUIYIN_FIELD_KEYS must be keys of which the first is at least"),
    ({"SECRET_KEY": A, "AUDIT_KEY": A}, "HUIYIN_SECRET_KEY and HUIYIN_AUDIT_KEY must differ"),
    ({"AUDIT_KEY": B, "FIELD_KEYS": B}, "HUIYIN_AUDIT_KEY and HUIYIN_FIELD_KEYS must differ"),
    ({"SECRET_KEY": A, "FIELD_KEYS": f"{C},{A}"}, "HUIYIN_SECRET_KEY and HUIYIN_FIELD_KEYS must"),
    ({"FIELD_KEYS": f"{C},{D},{C}"}, "HUIYIN_FIELD_KEYS must differ"),
    ({"AUDIT_KEY": B, "DIGEST_KEY": B}, "HUIYIN_AUDIT_KEY and HUIYIN_DIGEST_KEY must differ"),
    ({"TRUSTED_PROXIES": "the proxy"}, "HUIYIN_TRUSTED_PROXIES must be addresses or networks"),
    ({"TRUSTED_PROXIES": "10.0.0.1/8"}, "HUIYIN_TRUSTED_PROXIES must be addresses or networks"),
    ({"TRUSTED_PROXIES": "*"}, "HUIYIN_TRUSTED_PROXIES must be addresses or networks"),
    ({"TRUSTED_PROXIES": "127.0.0.1,0.0.0.0/0"}, "HUIYIN_TRUSTED_PROXIES must be the proxies"),
    ({"TRUSTED_PROXIES": "::/0"}, "HUIYIN_TRUSTED_PROXIES must be the proxies"),
    ({"BASE_URL": "www.example.gov.cn"}, SITE),
    ({"BASE_URL": "ftp://www.example.gov.cn"}, SITE),
    ({"BASE_URL": "https://"}, SITE),
    ({"BASE_URL": "https://www.example.gov.cn:port"}, SITE),
    ({"BASE_URL": "https://www.example.gov.cn/portal"}, SITE),
    ({"BASE_URL": "https://user:secret@www.example.gov.cn"}, SITE),
    ({"IDLE_MINUTES": "0"}, "HUIYIN_IDLE_MINUTES must be a whole number from 1 to 720"),
    ({"IDLE_MINUTES": "721"}, "HUIYIN_IDLE_MINUTES must be a whole number from 1 to 720"),
    ({"MAX_UPLOAD_MEGABYTES": "0"}, "HUIYIN_MAX_UPLOAD_MEGABYTES must be a whole number from 1 to"),
    ({"MAX_UPLOAD_MEGABYTES": "9" * 5000}, "HUIYIN_MAX_UPLOAD_MEGABYTES must be a whole number"),
    ({"MAX_UPLOAD_MEGABYTES": "-1"}, "HUIYIN_MAX_UPLOAD_MEGABYTES must be a whole number"),
    ({"PAGE_CACHE_SECONDS": "86400"}, "HUIYIN_PAGE_CACHE_SECONDS must be a whole number from 0"),
    ({"CLAMD": "scanner"}, "HUIYIN_CLAMD must be host:port"),
    ({"AUDIT_COPY": "other/disk"}, "HUIYIN_AUDIT_COPY must be an absolute path"),
    ({"AUDIT_MAIL": "a@b.example, c"}, "HUIYIN_AUDIT_MAIL must be mail addresses, not c"),
    ({"CLAMD": "127.0.0.1:99999"}, "HUIYIN_CLAMD must be host:port"),
]  # fmt: skip
IN_PRODUCTION = [
    ({"SECRET_KEY": ""}, "HUIYIN_SECRET_KEY must be set in production"),
    ({"AUDIT_KEY": ""}, "HUIYIN_AUDIT_KEY must be set in production"),
    ({"FIELD_KEYS": "  "}, "HUIYIN_FIELD_KEYS must be set in production"),
    ({"SECRET_KEY": "a" * 64}, "HUIYIN_SECRET_KEY must be random"),
    ({"AUDIT_KEY": "abcdefghij" * 4}, "HUIYIN_AUDIT_KEY must be random"),
    ({"FIELD_KEYS": "12" * 20 + "3"}, "HUIYIN_FIELD_KEYS must be random"),
    ({"DIGEST_KEY": "x" * 32}, "HUIYIN_DIGEST_KEY must be random"),
    ({"DEBUG": "1"}, "HUIYIN_DEBUG and HUIYIN_PRODUCTION exclude each other"),
    ({"ALLOWED_HOSTS": ""}, "HUIYIN_ALLOWED_HOSTS must be set in production"),
    ({"ALLOWED_HOSTS": " , "}, "HUIYIN_ALLOWED_HOSTS must name a host"),
    ({"ALLOWED_HOSTS": "*"}, "HUIYIN_ALLOWED_HOSTS must name the hosts of this site, not *"),
    ({"ALLOWED_HOSTS": "www.example.gov.cn,*"}, "HUIYIN_ALLOWED_HOSTS must name the hosts"),
    ({"ALLOWED_HOSTS": "https://www.example.gov.cn"}, "HUIYIN_ALLOWED_HOSTS must be host names"),
    ({"ALLOWED_HOSTS": ".cn/"}, "HUIYIN_ALLOWED_HOSTS must be host names"),
    ({"BASE_URL": ""}, "HUIYIN_BASE_URL must be set in production"),
    ({"BASE_URL": "http://www.example.gov.cn"}, "HUIYIN_BASE_URL must begin with https://"),
    ({"BASE_URL": "https://other.example.gov.cn"}, "HUIYIN_BASE_URL must name a host of HUIYIN_AL"),
]  # fmt: skip
WARNED = [
    ({}, None),
    ({"ALLOWED_HOSTS": ".example.gov.cn", "TRUSTED_PROXIES": "::1,10.0.0.0/8"}, None),
    ({"FIELD_KEYS": f"{C},{D}", "DIGEST_KEY": D, "CLAMD": "unix:/run/clamd.sock"}, None),
    ({"SECOND_FACTOR": "optional"}, "HUIYIN_SECOND_FACTOR=optional"),
    ({"TRUSTED_PROXIES": ""}, "没有设置 HUIYIN_TRUSTED_PROXIES"),
    ({"FIELD_KEYS": f"{C},an old one"}, "HUIYIN_FIELD_KEYS 中有过短或不随机的旧密钥"),
    ({"EMAIL_URL": "smtp://mail.example.gov.cn"}, "HUIYIN_EMAIL_URL 没有加密"),
    ({"EMAIL_URL": "smtp://127.0.0.1"}, None),
    ({"EMAIL_URL": "smtps://mail.example.gov.cn"}, None),
    ({"PRODUCTION": "0"}, "没有设置 HUIYIN_PRODUCTION=1"),
    ({"PRODUCTION": "0", "ALLOWED_HOSTS": "localhost,[::1]"}, None),
]


@pytest.fixture
def read(monkeypatch, tmp_path):
    """The settings as these values make them."""
    for name in [name for name in os.environ if name.startswith("HUIYIN_")]:
        monkeypatch.delenv(name)

    def with_values(values):
        with monkeypatch.context() as patch:
            for name, value in {"HOME": str(tmp_path), **values}.items():
                patch.setenv(f"HUIYIN_{name}", value)
            return runpy.run_module("huiyin.config.settings")

    return with_values


def test_wrong_settings_end_the_start_with_one_line(read):
    wrong = [
        *((values, line) for values, line in ANYWHERE),
        *(({**PRODUCTION, **values}, line) for values, line in ANYWHERE + IN_PRODUCTION),
    ]
    missed = []
    for values, line in wrong:
        try:
            read(values)
            missed.append((values, "accepted"))
        except ImproperlyConfigured as error:
            if not str(error).startswith(line) or "\n" in str(error):
                missed.append((line, str(error)))
    assert not missed


def test_what_an_office_may_decide_stays_as_a_warning(read):
    missed = []
    for values, line in WARNED:
        warnings = read({**PRODUCTION, **values})["WARNINGS"]
        if [line in one for one in warnings] != ([True] if line else []):
            missed.append((values, warnings))
    assert not missed


def test_a_kept_secret_is_read_and_never_made_again(read, tmp_path, monkeypatch):
    first = read({})
    keys = tmp_path / "keys"

    def read_only(*args, **options):
        raise OSError(errno.EROFS, "read-only")

    with monkeypatch.context() as patch:
        patch.setattr("huiyin.config.secret.tempfile.NamedTemporaryFile", read_only)
        assert read({})["FIELD_KEYS"] == first["FIELD_KEYS"]
    for content in ("", "short", "\xff" * 40):
        (keys / "field_keys").write_text(content, encoding="latin-1")
        with pytest.raises(ImproperlyConfigured, match="field_keys"):
            read({})
        assert (keys / "field_keys").read_text(encoding="latin-1") == content


@pytest.mark.parametrize("command", ["demo_load", "demo_serve"])
@pytest.mark.django_db
def test_no_demonstration_in_production(command, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="HUIYIN_PRODUCTION"):
        call_command(command)
