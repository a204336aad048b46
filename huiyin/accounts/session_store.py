"""Sessions in the database. One that could not be written says so, instead of having been ended."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """Django tells every failure of writing as a session that is gone: 400, and what was kept in it lost."""

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):  # others are writing: 503
                raise error.__context__ from None
            raise
