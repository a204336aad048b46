"""`huiyin annual-total --year Y [FILE|FOLDER …] [--agencies FILE] [-o TABLE]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.organisations.models import Organisation
from huiyin.report_audit.management.given import ReportsCommand
from huiyin.report_audit.overview import examine
from huiyin.reports.annual.totals import Total, total
from huiyin.web import downloads


class Command(ReportsCommand):
    help = (
        "政府信息公开工作年度报告汇总：本系统各机关已定稿的报告，加上收到的文件（html、docx、pdf、json）。"
        "退出码：0 各机关都已计入、没有问题，1 有没有计入的或者有问题的，2 用法不对"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("path", nargs="*", type=Path, metavar="FILE|FOLDER")
        parser.add_argument("--year", type=int, required=True, help="报告年度")
        parser.add_argument(
            "--agencies", type=Path, metavar="FILE", help="应当报送的机关，一行一个；没有收到的列出"
        )
        parser.add_argument("-o", "--output", type=Path, help="汇总表，csv、xlsx 或 json")

    def handle(self, *, path: list[Path], year: int, output: Path | None, **options: Any) -> None:
        today = timezone.localdate()
        if not 2008 <= year <= today.year:
            self.usage(f"年度 {year} 不对")
        form = self.form_of(output) if output else ""
        files = [file for one in path for file in self.files_given(one)]
        first, last = today.replace(year, 1, 1), today.replace(year, 12, 31)
        summed = total(
            Organisation.objects.agencies().there(first, last),
            year,
            today,
            files=examine([(file.name, self.content_given(file)) for file in files]),
            expected=self.names_given(options["agencies"]),
        )
        if options["json"]:
            self.put(summed.as_dict())
        else:
            self._say(summed)
        if output is not None:
            self.write_to(output, downloads.content(summed.table(), form))
        if summed.missing or summed.faulty:
            self.faults()

    def _say(self, summed: Total) -> None:
        for part in summed.missing:
            self.stdout.write(f"没有计入 {part.name}：{'；'.join(part.faults)}")
        for part in summed.faulty:
            self.stdout.write(f"已计入 {part.name}：{'；'.join(part.faults)}")
        self.stdout.write(f"{summed.year}年：计入 {len(summed.counted)} 份")
