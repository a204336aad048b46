"""`huiyin tick`: run what is due now. `huiyin tick --every-minute` goes on until it is stopped."""

import logging
import signal
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from huiyin.jobs.tick import Outcome, tick

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
        outcomes = self._tick()
        if not every_minute:
            if not all(outcome.succeeded for outcome in outcomes):
                sys.exit(1)
            return
        stopped = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopped.set())
        while not stopped.wait(60):
            close_old_connections()
            try:
                self._tick()
            except DatabaseError:  # down for maintenance: told, and tried again in a minute
                logger.exception("tick could not reach the database")

    def _tick(self) -> list[Outcome]:
        outcomes = tick(import_string(settings.SCHEDULE), now=timezone.localtime())
        for outcome in outcomes:
            if self._quiet and outcome.succeeded:
                continue
            state = "done" if outcome.succeeded else "FAILED"
            self.stderr.write(f"{outcome.job}: {state} {outcome.said}".rstrip())
        return outcomes
