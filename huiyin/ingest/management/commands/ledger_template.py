"""`huiyin ledger-template KIND -o FILE.xlsx`: an empty table to fill in."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from huiyin.ingest import ledgers
from huiyin.organisations.commands import Command as Base
from huiyin.organisations.models import Organisation


class Command(Base):
    help = "生成台账模板：表头、示例、填写说明、下拉选项"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("kind", help=f"台账类别：{ledgers.keys()}")
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="FILE", help=".xlsx 文件"
        )

    def handle(self, *, kind: str, output: Path, **options: Any) -> None:
        try:
            ledgers.find(kind)
        except ledgers.UnknownKindError as error:
            self.usage(str(error.args[0]))
        if output.suffix.lower() != ".xlsx":
            self.usage(f"-o {output}：扩展名应为 .xlsx")
        # a template is useful before there is an agency: only then its own units are not listed
        named = options["agency"] or Organisation.objects.agencies().count() == 1
        agency_id = self.agency(options["agency"]).pk if named else 0
        try:
            with output.open("wb") as stream:
                ledgers.write_template(kind, stream, agency_id)
        except OSError as error:
            self.usage(f"写不了文件 {output}：{error.strerror}")
        if options["json"]:
            self.put({"kind": kind, "file": str(output)})
        else:
            self.stdout.write(f"模板已写入 {output}")
