"""Who may import whom, as pyproject.toml draws it."""

import subprocess
import sys
from pathlib import Path

from . import tree


def test_upper_floors_know_lower_floors_only():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
