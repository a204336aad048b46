"""`huiyin check-report FILE|FOLDER … [--before FILE] [--json] [-o TABLE]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from huiyin.checks import LABELS
from huiyin.report_audit.management.given import ReportsCommand
from huiyin.report_audit.overview import Overview, examine
from huiyin.web import downloads


class Command(ReportsCommand):
    help = (
        "核查政府信息公开工作年度报告（html、docx、pdf、json）：勾稽关系、与上年报告的衔接、文字与表格、"
        "日期、缺少的内容。退出码：0 没有错误，1 有错误、读不出或者没有收到，2 用法不对"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("path", nargs="+", type=Path, metavar="FILE|FOLDER")
        parser.add_argument(
            "--before", type=Path, metavar="FILE", help="上年的报告，只核查一份时用"
        )
        parser.add_argument("--year", type=int, help="只核查这一年的报告，别的年份只用来对照")
        parser.add_argument(
            "--agencies", type=Path, metavar="FILE", help="应当报送的机关，一行一个；没有收到的列出"
        )
        parser.add_argument("-o", "--output", type=Path, help="机关一览表，csv、xlsx 或 json")
        parser.add_argument("--details", type=Path, help="逐项明细表，csv、xlsx 或 json")

    def handle(self, *, path: list[Path], before: Path | None, **options: Any) -> None:
        files = [file for one in path for file in self.files_given(one)]
        if before is not None and len(files) != 1:
            self.usage("--before 只能与一份报告一起用；多份报告放在一起，会按机关和年度自动对照")
        tables = {
            output: self.form_of(output)
            for output in (options["output"], options["details"])
            if output
        }
        overview = examine(
            [(file.name, self.content_given(file)) for file in files],
            before=(before.name, self.content_given(before)) if before else None,
            year=options["year"],
            expected=self.names_given(options["agencies"]),
        )
        if options["json"]:
            self.put(overview.as_dict())
        else:
            self._say_all(overview)
        for output, table in (
            (options["output"], overview.table()),
            (options["details"], overview.details()),
        ):
            if output is not None:
                self.write_to(output, downloads.content(table, tables[output]))
        if overview.has_errors:
            self.faults()

    def _say_all(self, overview: Overview) -> None:
        for result in overview.results:
            report = result.report
            about = f"{report.agency or '（看不出机关）'} {report.year or '（看不出年度）'}"
            tally = f"错误 {len(result.errors)}，疑问 {len(result.questions)}"
            compared = f"，对照 {result.before}" if result.before else ""
            self.stdout.write(f"{report.name}：{about}。{tally}{compared}")
            for fault in result.faults:
                where = f"{fault.where}：" if fault.where else ""
                self.stdout.write(
                    f"  [{LABELS[fault.severity]}] {fault.code.value}　{where}{fault.message}"
                )
                if fault.likely:
                    self.stdout.write(f"      {fault.likely}")
        for file in overview.unread:
            self.stdout.write(f"{file.name}：读不出。{file.reason}")
        for agency in overview.missing:
            self.stdout.write(f"没有收到：{agency}")
