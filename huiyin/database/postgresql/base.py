"""The engine that `HUIYIN_DATABASE_URL=postgres://…` names."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from .waiting import Connection, connect


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, except for how it connects and opens cursors on the server."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        self.isolation_level = IsolationLevel.READ_COMMITTED
        return connect(conn_params)

    def chunked_cursor(self) -> Any:
        """A pooler lends its connection for one transaction, so no cursor may outlive one."""
        if self.in_atomic_block or not self.is_pooled():
            return super().chunked_cursor()
        return self.cursor()

    def is_pooled(self) -> bool:
        """Whether there is a pooler in between, whose answers come from another process."""
        with self.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        return bool(pid != self.connection.info.backend_pid)
