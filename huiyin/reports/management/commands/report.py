"""`huiyin report summary --year Y --format html|docx|json -o FILE`."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.figures.scope import BeforeThePeriodError, DayError, day_asked
from huiyin.organisations.commands import Command as Base
from huiyin.reports import html, word
from huiyin.reports.composing import compose
from huiyin.reports.text import Report
from huiyin.web.addresses import absolute


class Command(Base):
    help = "报告：summary 年度工作总结"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("kind", choices=["summary"], help="summary 年度工作总结")
        parser.add_argument("--year", type=int, required=True, help="年度")
        parser.add_argument("--as-of", metavar="DATE", help="只计到这一天（含）")
        parser.add_argument("--format", choices=["html", "docx", "json"], default="html")
        parser.add_argument(
            "-o", "--output", type=Path, help="写入的文件；json 和 html 可省略，输出到标准输出"
        )

    def handle(self, *, year: int, output: Path | None, **options: Any) -> None:
        if not 1949 <= year <= 9998:
            self.usage(f"年度 {year} 不对")
        kind = "json" if options["json"] else options["format"]
        if kind == "docx" and output is None:
            self.usage("docx 须用 -o 指明写入的文件")
        try:
            report = compose(
                self.agency(options["agency"]),
                year,
                today=timezone.localdate(),
                as_of=self._as_of(options["as_of"] or ""),
            ).report
        except BeforeThePeriodError as early:
            self.usage(str(early))
        content = self._content(report, kind)
        if output is None:
            self.stdout.write(content.decode())
            return
        self.write_to(output, content)

    def _as_of(self, text: str) -> date | None:
        try:
            return day_asked(text)
        except DayError as error:
            self.usage(f"--as-of：{error}。应为今天及以前的日期，如 2020-11-17")

    def _content(self, report: Report, kind: str) -> bytes:
        base = absolute()
        if kind == "docx":
            return word.to_docx(report, base)
        if kind == "json":
            return json.dumps(report.as_json(), ensure_ascii=False, indent=2).encode()
        return html.page(report, base).encode()
