"""The browser of the tests: the system's Chromium, else one that can be installed here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


class NoBrowserError(Exception):
    """No browser, and no way to get one."""


def find_or_install(own: str) -> str:
    """The path of a browser; `own` is where Playwright keeps the one it downloads.

    Raises:
        NoBrowserError: says in one line what was tried.
    """
    for attempt in (lambda: None, _from_debian, _from_playwright):
        attempt()
        if program := _found(own):
            return program
    raise NoBrowserError(
        "no Chromium here, and neither apt-get (as root) nor `playwright install chromium` brings one: "
        "install Chromium, or leave the browser tests out with `make test BROWSER=0`"
    )


def _found(own: str) -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), own if Path(own).exists() else None)


def _from_debian() -> None:
    if os.geteuid() or not shutil.which("apt-get"):
        return
    print("installing Chromium with apt-get", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(
            ["apt-get", "-q", *command], env=environment, capture_output=True, check=False
        )


def _from_playwright() -> None:
    print("installing Chromium with Playwright", file=sys.stderr)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, capture_output=True, check=False)
