"""A second connection to PostgreSQL, led step by step: what two at once do, without any chance in it."""

import threading

from django.db import connection, connections


class Other:
    """Somebody else's transaction, as far as it comes while ours is open."""

    def __init__(self, work):
        self._work, self.error = work, None
        self._thread = threading.Thread(target=self._run)
        self._connected = threading.Event()

    def _run(self):
        try:
            connection.ensure_connection()
            self._pid = connection.connection.info.backend_pid
            self._connected.set()
            self._work()
        except Exception as error:
            self.error = error
        finally:
            connections.close_all()

    def start(self):
        """Until it is through, or waits for what we hold."""
        self._thread.start()
        self._connected.wait()
        while self._thread.is_alive() and not self._waits():
            self._thread.join(0.01)

    def _waits(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE pid = %s AND NOT granted", [self._pid])
            return cursor.fetchone() is not None

    def end(self):
        self._thread.join()
        return self.error
