"""One table: addresses of a PostgreSQL, and what becomes of them without any connection."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from huiyin.config import env, postgresql

ACCEPTED = [
    ("u:p@h/n", {"USER": "u", "PASSWORD": "p", "HOST": "h", "PORT": "", "NAME": "n"}),
    ("h/n", {"USER": "", "PASSWORD": "", "HOST": "h", "NAME": "n"}),
    ("u:p@10.1.0.11:5432,10.1.0.12:5433/n", {"HOST": "10.1.0.11,10.1.0.12", "PORT": "5432,5433"}),
    ("u:p@h1,h2:5433/n", {"HOST": "h1,h2", "PORT": "5432,5433"}),
    ("u:p@h1,h2/n?port=6432", {"HOST": "h1,h2", "PORT": "6432"}),
    ("u:p@[::1]:5433/n", {"HOST": "::1", "PORT": "5433"}),
    ("u:p%40%2F%26@h/n", {"PASSWORD": "p@/&"}),
    ("u:a#b&c@h/n", {"PASSWORD": "a#b&c"}),
    ("/n?host=/run/postgresql", {"HOST": "/run/postgresql", "NAME": "n"}),
    ("u@%2Frun%2Fpostgresql/n", {"HOST": "/run/postgresql"}),
    ("h/n?sslmode=verify-full&sslrootcert=/etc/ca.pem", {"sslmode": "verify-full"}),
    ("h1,h2/n?target_session_attrs=read-write", {"target_session_attrs": "read-write"}),
    ("h/n?connect_timeout=3&keepalives_idle=10", {"connect_timeout": "3", "keepalives_count": "3"}),
    ("h/n?application_name=web1", {"application_name": "web1"}),
    ("h/n?options=-c%20search_path%3Dhuiyin", {"options": "-c search_path=huiyin"}),
]
REFUSED = [
    ("", "must be sqlite:///path or postgres://user:password@host:port/name"),
    ("h", "name one database"),
    ("h/", "name one database"),
    ("h/a/b", "name one database"),
    ("u:se/cret@h/n", "name one database"),
    ("u:%zz@h/n", "not an address of PostgreSQL"),
    ("u:p@[::1/n", "not an address of PostgreSQL"),
    ("h:x/n", "a port must be a whole number from 1 to 65535"),
    ("h1:5432,h2:0/n", "a port must be a whole number from 1 to 65535"),
    ("h1:5432,h2:65536/n", "a port must be a whole number from 1 to 65535"),
    ("h1,h2,h3/n?port=1,2", "give one port for all hosts, or one for each"),
    ("h1,,h2/n", "a host between the commas is missing"),
    ("h/n?pool=true", "pool is not an option of a PostgreSQL address"),
    ("h/n?prepare_threshold=5", "prepare_threshold is not an option"),
    ("h/n?isolation_level=serializable", "isolation_level is not an option"),
    ("h/n?statement_timeout=5", "statement_timeout is not an option"),
    ("h/n?service=main", "service is not an option of this program"),
    ("h/n?client_encoding=GBK", "client_encoding is not an option of this program"),
    ("h/n?sslmode=yes", "sslmode must be disable or allow or"),
    ("h/n?sslmode=", "sslmode must be disable or allow or"),
    ("h/n?sslrootcert=", "sslrootcert must be something"),
    ("h/n?target_session_attrs=writable", "target_session_attrs must be any or"),
    ("h/n?connect_timeout=0", "connect_timeout must be a whole number from 2 to 60"),
    ("h/n?connect_timeout=5s", "connect_timeout must be a whole number from 2 to 60"),
    ("h/n?keepalives=yes", "keepalives must be 0 or 1"),
]


def test_an_address_is_taken_or_refused_in_one_line(monkeypatch):
    missed = []
    for address, values in ACCEPTED:
        read = postgresql.read(f"postgres://{address}")
        options = read.pop("OPTIONS")
        if values.items() - (read | options).items() or "connect_timeout" not in options:
            missed.append((address, read, options))
    for address, line in REFUSED:
        monkeypatch.setenv("HUIYIN_DATABASE_URL", f"postgres://{address}")
        try:
            missed.append((address, env.database("DATABASE_URL", Path(), "")))
        except ImproperlyConfigured as error:
            message = str(error)
            if line not in message or "\n" in message or "HUIYIN_DATABASE_URL" not in message:
                missed.append((address, message))
    assert not missed


def test_no_refusal_repeats_a_password(monkeypatch):
    for address in ("u:sec%ret@h/n", "u:se/cret@h/n", "u:secret@h:x/n", "u:secret@h/n?pool=1"):
        monkeypatch.setenv("HUIYIN_DATABASE_URL", f"postgres://{address}")
        with pytest.raises(ImproperlyConfigured) as refused:
            env.database("DATABASE_URL", Path(), "")
        assert "cret" not in str(refused.value)
        assert "sec" not in str(refused.value)
