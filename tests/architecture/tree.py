"""The project's own files: what git knows or would take in."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "var", "build", "__pycache__"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project; where git is missing, all but what a build leaves behind."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others"]
        listing = subprocess.run([*command, "--exclude-standard"], capture_output=True, check=True)
        paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    else:
        paths = [
            path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)
        ]
    return tuple(sorted(path for path in paths if path.is_file()))


def python() -> list[Path]:
    """All modules that a person wrote; migrations are generated."""
    return [path for path in files() if path.suffix == ".py" and path.parent.name != "migrations"]


def templates() -> list[Path]:
    return [
        path
        for path in files()
        if "templates" in path.parts and path.suffix in {".html", ".txt", ".xml"}
    ]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
