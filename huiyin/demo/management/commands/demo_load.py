"""`huiyin demo-load`: loads the demonstration story into an empty site; else does nothing."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from huiyin.demo import people, story


class Command(BaseCommand):
    help = "装入演示数据（虚构的云溪市城市管理综合执法局，2020 年至今）"
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        if story.is_loaded():
            self.stderr.write("演示数据已经装入")
            return
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:  # nobody was promised an invented story
                cursor.execute("PRAGMA synchronous=NORMAL")
        story.tell(self._progress)
        self._line("演示数据装入完成\n")

    def _progress(self, what: str, done: int) -> None:
        self._line(f"{what}：{done} 件")

    def _line(self, text: str) -> None:
        """One line that is written over, on a terminal; nothing else a line a step."""
        end = "" if sys.stderr.isatty() else "\n"
        sys.stderr.write(f"\r\033[K{text}" if sys.stderr.isatty() else f"{text}{end}")
        sys.stderr.flush()


def logins() -> list[tuple[str, str, str]]:
    """(user name, name, post) of the demonstration staff; all with `people.PASSWORD`."""
    return [(person.username, person.name, person.post) for person in people.PEOPLE] + [
        ("admin", "系统管理员", "全部权限")
    ]
