"""The tutorial works: its pages are followed in a copy of the project, to the letter.

No file of the project is changed. What the pages promise is tried there by `tutorial/promises.py`,
together with the tests that the tutorial has one write.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import databases

from .tutorial.pages import ROOT, Block, blocks, every_page

COPIED = ("huiyin", "tests", "docs/tutorial", "conftest.py", "pyproject.toml")
PROGRAMS = Path(sys.executable).parent
TABLE = "tests/kinds/test_moves.py::test_moves_are_for_whom_the_table_says[visits.plan]"


@pytest.fixture
def project(tmp_path):
    """A copy of what a developer would edit; compiled modules stay valid with their dates."""
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def run(project):
    """Run a program in the copy; it must end well."""
    home = project / "home"
    home.mkdir(mode=0o700)
    databases.keep_key(home)
    database = databases.copy_migrated_file(project / "migrated.sqlite3")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")},
        "DJANGO_SETTINGS_MODULE": "huiyin.config.settings",
        "PYTHONPATH": str(project),
        "HUIYIN_HOME": str(home),
        "HUIYIN_DATABASE_URL": f"sqlite://{database}",
    }

    def start(program, *arguments):
        done = subprocess.run(
            [str(PROGRAMS / program), *arguments],
            cwd=project, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert not done.returncode, done.stdout + done.stderr

    return start


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the pages are the same on both")
def test_what_the_pages_tell_to_write_works(project, run):
    first, *others = every_page()
    follow(project, first)
    run("python", "-m", "tests.tutorial.begin")
    follow(project, *others)
    run("lint-imports", "--no-logo", "--no-cache")
    run("ruff", "check", "--exclude", "migrations", "huiyin/visits")
    run("ruff", "format", "--check", "--exclude", "migrations", "huiyin/visits")
    run("pytest", "-n0", "huiyin/visits", "tests/tutorial/promises.py", TABLE)


def follow(project, *pages):
    """Write and edit what these pages say, in their order."""
    for block in blocks(*pages):
        if block.path:
            block.put(project)


def test_a_diff_that_fits_nowhere_is_named(tmp_path):
    (tmp_path / "a.py").write_text("one = 1\ntwo = 2\n")
    Block("1-record.md", "diff", "a.py", " one = 1\n-two …\n+three …\n").put(tmp_path)
    assert (tmp_path / "a.py").read_text() == "one = 1\nthree = 2\n"
    with pytest.raises(ValueError, match=r"1-record.md: a.py does not hold once"):
        Block("1-record.md", "diff", "a.py", " gone = 1\n+two = 2\n").put(tmp_path)


def test_every_file_of_a_page_is_taken():
    """A block without the name of its file is something typed, never a file that is not tried."""
    typed = {block.kind for block in blocks(*every_page()) if not block.path}
    assert typed == {"console", "pycon"}
