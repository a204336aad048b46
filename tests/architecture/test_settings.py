"""Every setting is documented, and a bad one stops the start with one clear line."""

import os
import subprocess
import sys

import pytest

from huiyin.config import env

from . import settings_table, tree


def test_the_settings_table_is_what_the_program_reads():
    assert settings_table.in_page() == settings_table.in_program()


def test_the_example_file_names_only_known_settings():
    lines = (tree.ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {
        line.lstrip("# ").partition("=")[0] for line in lines if "HUIYIN_" in line and "=" in line
    }
    assert named
    assert named <= {setting.name for setting in env.known.values()}


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
