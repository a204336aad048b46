"""Places for the trials: the site that is backed up, and an empty one beside it."""

import os
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signals import setting_changed
from django.db import connections

from huiyin.backup import engines


def use(home: Path) -> None:
    """Files and heads of the log are here from now on."""
    home.mkdir(parents=True, exist_ok=True)
    settings.HOME, settings.MEDIA_ROOT = home, home / "media"
    setting_changed.send(None, setting="MEDIA_ROOT", value=home / "media", enter=True)


@contextmanager
def empty(home: Path):
    """Within the block this thread's database is an empty one, and its data folder `home`."""
    before = settings.HOME
    own = connections["default"]
    with engines.scratch(f"huiyin_test_restored_{os.getpid()}") as address:
        other = own.copy()
        other.settings_dict["NAME"] = (
            urlsplit(address).path.strip("/") if address else str(home / "huiyin.sqlite3")
        )
        use(home)
        connections["default"] = other
        try:
            yield
        finally:
            other.close()
            connections["default"] = own
            use(before)


def elsewhere(work) -> None:
    """Another process's writer: on a connection of its own, to its end."""
    faults = []

    def run():
        try:
            work()
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if faults:
        raise faults[0]


def contents(folder: Path) -> set[str]:
    """The names of all files in a folder."""
    return {
        os.path.relpath(os.path.join(root, name), folder)
        for root, _, names in os.walk(folder)
        for name in names
    }
