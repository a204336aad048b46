"""`huiyin report summary --year Y --format html|docx|pdf|json -o FILE`."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.figures.scope import BeforeThePeriodError, DayError, day_asked
from huiyin.organisations.commands import Command as Base
from huiyin.reports import files
from huiyin.reports.composing import compose


class Command(Base):
    help = "报告：summary 年度工作总结"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("kind", choices=["summary"], help="summary 年度工作总结")
        parser.add_argument("--year", type=int, required=True, help="年度")
        parser.add_argument("--as-of", metavar="DATE", help="只计到这一天（含）")
        parser.add_argument("--format", choices=["html", "docx", "pdf", "json"], default="html")
        parser.add_argument(
            "-o", "--output", type=Path, help="写入的文件；json 和 html 可省略，输出到标准输出"
        )

    def handle(self, *, year: int, output: Path | None, **options: Any) -> None:
        if not 1949 <= year <= 9998:
            self.usage(f"年度 {year} 不对")
        kind = "json" if options["json"] else options["format"]
        if kind in ("docx", "pdf") and output is None:
            self.usage(f"{kind} 须用 -o 指明写入的文件")
        try:
            report = compose(
                self.agency(options["agency"]),
                year,
                today=timezone.localdate(),
                as_of=self._as_of(options["as_of"] or ""),
            ).report
        except BeforeThePeriodError as early:
            self.usage(str(early))
        content = files.write(report, kind, at=timezone.localtime())
        if output is None:
            self.stdout.write(content.decode())
            return
        self.write_to(output, content)

    def _as_of(self, text: str) -> date | None:
        try:
            return day_asked(text)
        except DayError as error:
            self.usage(f"--as-of：{error}。应为今天及以前的日期，如 2020-11-17")
