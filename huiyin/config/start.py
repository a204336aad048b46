"""What is looked at when a process starts: wrong keys must not write beside what others wrote."""

import logging
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from huiyin.demo import people
from huiyin.personal import known

logger = logging.getLogger(__name__)


def look() -> None:
    """Notes known values at the first start, and asks them at every other.

    Raises:
        ImproperlyConfigured: a secret is not the one that wrote the database, or it holds the
            demonstration, whose passwords are public, in production.
    """
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return
    try:
        if not known.is_asked():
            return
        known.check()
        known.note()
        is_shown = settings.PRODUCTION and people.are_there()
    except known.WrongKeyError as error:
        raise ImproperlyConfigured(f"{error}: put it back. Nothing was changed.") from error
    except DatabaseError as error:  # down: the command says so itself, and /readyz asks again
        reason = " ".join(str(error).split())
        logger.warning("the keys could not be compared with the database: %s", reason)
        return
    if is_shown:
        raise ImproperlyConfigured("HUIYIN_PRODUCTION=1, and the database holds the demonstration.")


def say_warnings() -> None:
    """In the log of a server what its administrators read on the desk."""
    for warning in settings.WARNINGS:
        logger.warning(warning)
