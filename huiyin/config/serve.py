"""The web server: granian's processes, started again however often they end; the log says why.

    python -m huiyin.config.serve --port 8000 --workers 2 --threads 8

granian itself gives up when a process that it has just started again ends within seconds. Here it
is started again after a pause that grows; only a site that has never come up ends the server. It
knows nothing of Django, so that the process that only waits stays small.
"""

import argparse
import logging
import os
import signal
import sys
import time
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer, WorkerProcess

from huiyin.common import ends, last_requests

BASE = Path(__file__).resolve().parents[2]
APPLICATION = "huiyin.config.wsgi:application"
STEADY = 60.0
"""Seconds after which a process has not ended because of how it begins."""
LONGEST = 30.0
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
logger = logging.getLogger("huiyin.server")


class Worker(WorkerProcess):
    """A process that says how it ended."""

    parent: "Server"

    def _watcher(self) -> None:
        self.inner.join()
        record = self.parent.folder / str(self.inner.pid)
        requests = last_requests.taken(record)
        self.parent.has_served |= requests is not None
        if not self.interrupt_by_parent:
            self.parent.ended(self, requests or last_requests.Left([], ""))


class Server(MPServer):
    """granian's, without its giving up."""

    def __init__(self, folder: Path, **options: Any) -> None:
        super().__init__(interface=Interfaces.WSGI, websockets=False, **options)
        self.folder = folder
        self.has_served = self.has_failed = False
        self.fallen: deque[int] = deque()
        self.quick: dict[int, int] = {}
        self.stopping, self._noting = Event(), Lock()

    def _spawn_worker(self, *arguments: Any, **named: Any) -> WorkerProcess:
        worker = super()._spawn_worker(*arguments, **named)
        worker.__class__ = Worker  # granian names its class in the middle of a long call
        return worker

    def ended(self, worker: Worker, requests: last_requests.Left) -> None:
        """In the thread that watches it: say why, wait a little, have it started again."""
        code, number = worker.inner.exitcode, worker.idx + 1
        cause = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        if code >= 0 and not self.has_served:
            logger.error("process %d ended by itself (%s): the site cannot start", number, cause)
            self.has_failed = True
            self.interrupt_signal = True
            self.main_loop_interrupt.set()
            return
        pause = self._pause(worker)
        logger.error(
            "process %d (pid %d) ended unexpectedly by %s%s; it starts again in %.0f s",
            number, worker.inner.pid, cause, _while(requests), pause,
        )  # fmt: skip
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            with self._noting:
                ends.note(
                    self.folder, ends.End(moment, number, cause, requests.running, requests.last)
                )
        except OSError:  # a full disk: it is started again all the same
            logger.exception("the desk will not know of it")
        self.stopping.wait(pause)
        self.fallen.append(worker.idx)
        self.main_loop_interrupt.set()

    def _pause(self, worker: Worker) -> float:
        """None for the first end; for each further one soon after its beginning twice the last."""
        is_quick = time.monotonic() - worker.birth < STEADY
        times = self.quick[worker.idx] = self.quick.get(worker.idx, 0) + 1 if is_quick else 0
        return min(2.0 ** (times - 2), LONGEST) if times > 1 else 0.0

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(1)
            self.main_loop_interrupt.clear()
            if self.reload_signal:
                self._reload(spawn_target, target_loader)  # type: ignore[no-untyped-call]
            while self.fallen and not self.interrupt_signal:
                self._respawn_workers([self.fallen.popleft()], spawn_target, target_loader)

    def shutdown(self, exit_code: int = 0) -> None:
        self.stopping.set()
        super().shutdown(exit_code or int(self.has_failed))  # type: ignore[no-untyped-call]


def _while(requests: last_requests.Left) -> str:
    if requests.running:
        return f" while it answered {', '.join(requests.running)}"
    return f" after it had answered {requests.last}" if requests.last else ""


class Advice(logging.Filter):
    """granian wonders about more threads than cores: half of ours only wait for a writer."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("Configuration allows spawning up to")


def folder_of_ends() -> Path:
    home = os.environ.get("HUIYIN_HOME")
    return (Path(home).expanduser().resolve() if home else BASE / "var") / "run"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="huiyin.config.serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="one for each processor core")
    parser.add_argument("--threads", type=int, default=8, help="of each process")
    parser.add_argument("--application", default=APPLICATION, help="module:name of another one")
    options = parser.parse_args(arguments)
    os.umask(0o077)
    os.environ.setdefault("HUIYIN_WAITING_WRITERS", str(max(1, options.threads // 2)))
    logging.basicConfig(format=FORMAT)
    folder = folder_of_ends()
    folder.mkdir(parents=True, exist_ok=True)
    for record in folder.glob("[0-9]*"):  # of processes that nobody saw end
        record.unlink(missing_ok=True)
    server = Server(
        folder, target=options.application, address=options.host, port=options.port,
        workers=options.workers, blocking_threads=options.threads, log_level=LogLevels.warning,
    )  # fmt: skip
    logging.getLogger("_granian").addFilter(Advice())
    server.serve()


if __name__ == "__main__":
    main(sys.argv[1:])
