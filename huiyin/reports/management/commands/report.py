"""`huiyin report summary --year Y --format html|docx|json -o FILE`."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.organisations.commands import Command as Base
from huiyin.reports import html, summary, word
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
        report = summary.write(
            self.agency(options["agency"]),
            year,
            written_on=timezone.localdate(),
            as_of=self._as_of(options["as_of"]),
        )
        content = self._content(report, kind)
        if output is None:
            self.stdout.write(content.decode())
            return
        try:
            output.write_bytes(content)
        except OSError as error:
            self.usage(f"不能写入 {output}：{error.strerror}")
        self.say(f"已写入 {output}")

    def _as_of(self, text: str | None) -> date | None:
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.usage(f"--as-of {text}：应为日期，如 2020-11-17")

    def _content(self, report: Report, kind: str) -> bytes:
        base = absolute()
        if kind == "docx":
            return word.to_docx(report, base)
        if kind == "json":
            return json.dumps(report.as_json(), ensure_ascii=False, indent=2).encode()
        return html.page(report, base).encode()
