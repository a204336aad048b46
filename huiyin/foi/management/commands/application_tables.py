"""`huiyin application-tables --year Y [--as-of DATE] --format docx -o FILE`."""

import io
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from huiyin.figures.asking import FigureCommand
from huiyin.foi import annual_tables
from huiyin.foi.annual_tables import AnnualTables


class Command(FigureCommand):
    help = "依申请公开统计表（年报第三、第四部分）：写成 Word、Excel、CSV 或 JSON 文件"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", choices=sorted(annual_tables.TYPES), help="默认按文件名")
        parser.add_argument(
            "-o", "--output", type=Path, help="写入的文件；json 和 csv 可省略，输出到标准输出"
        )

    def handle(self, *, output: Path | None, **options: Any) -> None:
        scope = self.scope(options)
        form = self._form(output, options)
        file = io.BytesIO()
        annual_tables.write(AnnualTables.of(self.agency(options["agency"]), scope), form, file)
        if output is None:
            self.stdout.write(file.getvalue().decode("utf-8-sig"))
            return
        self.write_to(output, file.getvalue())

    def _form(self, output: Path | None, options: dict[str, Any]) -> str:
        """What is asked for, else by the name of the file; anything else ends with 2."""
        named = output.suffix.removeprefix(".").lower() if output else "json"
        form = "json" if options["json"] else options["format"] or named
        if form not in annual_tables.TYPES:
            self.usage(f"不知道写成哪种文件，请用 --format 指明：{'、'.join(annual_tables.TYPES)}")
        if output is None and form in annual_tables.PRINTED:
            self.usage(f"{form} 须用 -o 指明写入的文件")
        return str(form)
