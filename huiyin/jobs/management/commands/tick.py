"""`huiyin tick`: run what is due now. `huiyin tick --every-minute` goes on until it is stopped."""

import logging
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import import_string

from huiyin.jobs.schedule import When
from huiyin.jobs.tick import Outcome, lanes, tick

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "执行到期的定时任务"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every-minute", action="store_true", help="每分钟执行一次，直到被停止"
        )

    def handle(self, *, every_minute: bool, verbosity: int, **options: Any) -> None:
        self._quiet = verbosity == 0
        quick, long = lanes(import_string(settings.SCHEDULE))
        if every_minute:
            self._go_on(quick, long)
        elif not all(outcome.succeeded for outcome in [*self._tick(quick), *self._tick(long)]):
            sys.exit(1)

    def _go_on(self, quick: Mapping[str, When], long: Mapping[str, When]) -> None:
        """Long jobs run in a thread of their own, so that letters do not wait for a rehearsal."""
        stopped = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopped.set())
        beside = threading.Thread(target=self._repeat, args=(long, stopped), name="long-jobs")
        beside.start()
        self._repeat(quick, stopped)
        beside.join()

    def _repeat(self, schedule: Mapping[str, When], stopped: threading.Event) -> None:
        while not stopped.is_set():
            close_old_connections()
            try:
                self._tick(schedule, lambda: not stopped.is_set())
            except DatabaseError:  # down for maintenance: report, and try again in a minute
                logger.exception("tick could not reach the database")
            stopped.wait(60)
        connections.close_all()

    def _tick(
        self, schedule: Mapping[str, When], goes_on: Callable[[], bool] = lambda: True
    ) -> list[Outcome]:
        outcomes = tick(schedule, now=timezone.localtime(), goes_on=goes_on)
        for outcome in outcomes:
            if self._quiet and outcome.succeeded:
                continue
            state = "done" if outcome.succeeded else "FAILED"
            self.stderr.write(f"{outcome.job}: {state} {outcome.said}".rstrip())
        return outcomes
