"""Who may import whom, as pyproject.toml draws it."""

import subprocess
import sys
import tomllib
from pathlib import Path

from . import tree


def test_upper_floors_know_lower_floors_only():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_of_a_matter_has_its_floor():
    """A file may have a name of its own, if an exhaustive contract of its room says where it stands."""
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    house, *rooms = project["tool"]["importlinter"]["contracts"]
    matters = next(layer for layer in house["layers"] if "foi" in layer.split(" | "))
    exhaustive = [room["containers"] for room in rooms if room.get("exhaustive")]
    held = {container for containers in exhaustive for container in containers}
    wanted = {f"huiyin.{app}" for app in ("coordination", "editorial", *matters.split(" | "))}
    assert not wanted - held
