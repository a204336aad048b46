"""Every setting is documented, and a bad one stops the start with one clear line."""

import os
import re
import subprocess
import sys

import pytest

from huiyin.backup import keyfile
from huiyin.config import env

from . import tree


def test_the_example_file_names_only_known_settings():
    lines = (tree.ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {
        line.lstrip("# ").partition("=")[0] for line in lines if "HUIYIN_" in line and "=" in line
    }
    assert named
    assert named <= {setting.name for setting in env.known.values()}


def by_systemd(lines):
    """As EnvironmentFile= reads: the rest of the line, without the quotes around it."""
    pairs = [line.split("=", 1) for line in lines if line[:1] not in ("", "#", ";")]
    values = {}
    for name, value in pairs:
        quoted = re.fullmatch(r"'([^']*)'|\"([^\"\\]*)\"", value.strip())
        values[name] = (quoted[1] or quoted[2] or "") if quoted else value.strip()
    return values


def by_a_shell(lines, place):
    place.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        ["sh", "-c", f"set -a; . {place}; set +a; env -0"],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        check=True,
    )
    assert not done.stderr
    pairs = [pair.split("=", 1) for pair in done.stdout.decode().split("\0") if pair]
    return {name: value for name, value in pairs if name.startswith("HUIYIN_")}


def test_a_shell_reads_an_environment_file_as_systemd_does(tmp_path):
    """Every line of the example, also those that are to be uncommented, and what we write ourselves."""
    text = (tree.ROOT / ".env.example").read_text(encoding="utf-8")
    example = re.sub(r"(?m)^# (?=HUIYIN_)", "", text).splitlines()
    keys = keyfile.as_environment({"FIELD_KEYS": "a b&c;d$e,f#g", "AUDIT_KEY": "plain"})
    values = by_systemd(example)
    assert "&from=" in values["HUIYIN_EMAIL_URL"]
    assert "&sslmode=" in values["HUIYIN_DATABASE_URL"]
    assert by_a_shell(example, tmp_path / "example") == values
    assert by_a_shell(keys.splitlines(), tmp_path / "keys") == by_systemd(keys.splitlines())


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param(
            {"HUIYIN_PRODUCTION": "1"}, "HUIYIN_SECRET_KEY", id="production without its secrets"
        ),
        pytest.param({"HUIYIN_HOME": "/dev/null/x"}, "HUIYIN_HOME", id="a folder that cannot be"),
    ],
)
def test_a_bad_setting_stops_the_start_with_one_line(tmp_path, values, named):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**kept, "HUIYIN_HOME": str(tmp_path), **values},
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert named in done.stderr
