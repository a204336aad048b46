"""What all commands share: `--json`, `--agency`, exit codes 0 done, 1 faults in the input, 2 wrong usage."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from huiyin.audit.actors import Actor, system

from .models import Organisation


class Command(BaseCommand):
    """A command that answers people in words and programs in one JSON document."""

    requires_system_checks: list[str] = []
    takes_agency = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="一份 JSON 输出到标准输出")
        if self.takes_agency:
            parser.add_argument(
                "--agency", metavar="CODE", help="机关的统一社会信用代码；只有一个机关时可省略"
            )

    def agency(self, code: str | None) -> Organisation:
        """The agency that was named, or the only one. Ends the command where there is no such one."""
        agencies = Organisation.objects.agencies()
        if code:
            agency = agencies.filter(uscc=code).first()
            return agency or self.usage(f"没有统一社会信用代码为 {code} 的机关")
        if agencies.count() == 1:
            return agencies.get()
        return self.usage("本站有多个机关（或一个也没有），请用 --agency 指明统一社会信用代码")

    def actor(self) -> Actor:
        """Who acts from the command line: the system, named after the command."""
        return system(
            self.__class__.__module__.rpartition(".")[2].replace("_", "-"), origin="command line"
        )

    def say(self, message: str) -> None:
        """Messages and progress go to stderr, so that stdout holds only results."""
        self.stderr.write(message, self.style.NOTICE)

    def put(self, document: Any) -> None:
        """One JSON document on stdout."""
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str))

    def write_to(self, output: Path, content: bytes) -> None:
        """The file that was asked for. Ends the command where it cannot be written."""
        try:
            output.write_bytes(content)
        except OSError as error:
            self.usage(f"不能写入 {output}：{error.strerror}")
        self.say(f"已写入 {output}")

    def usage(self, message: str) -> NoReturn:
        self.stderr.write(message)
        sys.exit(2)

    def faults(self) -> NoReturn:
        """The input has faults, which have been listed."""
        sys.exit(1)
