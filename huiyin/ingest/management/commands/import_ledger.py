"""`huiyin import-ledger KIND FILE.xlsx|csv`: a table of an office into the records."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.ingest import batches, ledgers
from huiyin.ingest.models import Batch
from huiyin.organisations.commands import Command as Base

_TOLD = 20


class Command(Base):
    help = "导入台账：Excel 或 CSV 文件中的许可、依申请公开、热线记录；重复导入不会重复登记"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("kind", help=f"台账类别：{ledgers.keys()}")
        parser.add_argument("file", type=Path, help=".xlsx、.xls 或 .csv 文件")
        parser.add_argument(
            "--mapping", metavar="F", help="列名映射文件（TOML），或随软件提供的 pre-2018"
        )
        parser.add_argument(
            "--given", action="append", default=[], metavar="列名=值",
            help="表里没有的列，整张表都按这个值补填；可以写多个",
        )  # fmt: skip
        parser.add_argument("--strict", action="store_true", help="有一行不合格就全部不导入")

    def handle(
        self,
        *,
        kind: str,
        file: Path,
        mapping: str | None,
        given: list[str],
        strict: bool,
        **options: Any,
    ) -> None:
        try:
            ledgers.find(kind)
        except ledgers.UnknownKindError as error:
            self.usage(str(error.args[0]))
        if not file.is_file():
            self.usage(f"找不到文件 {file}")
        agency = self.agency(options["agency"])
        for line in batches.descriptions(Batch.objects.filter(agency=agency).broken_off()):
            self.say(line)
        try:
            result = ledgers.import_file(
                kind, file, agency=agency, actor=self.actor(), at=timezone.now(),
                strict=strict, mapping=mapping, given=self._given(given),
            )  # fmt: skip
        except ledgers.LedgerFileError as error:
            self._refused(str(error), is_json=options["json"])
        for note in result.notes:
            self.say(note)
        if options["json"]:
            self.put(result.as_dict())
        else:
            self._tell(result)
        if result.rejected:
            self._keep_rejected(result, file)
            self.faults()

    def _given(self, pairs: list[str]) -> dict[str, str]:
        for pair in pairs:
            if "=" not in pair:
                self.usage(f"--given {pair}：应写成 列名=值")
        return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}

    def _refused(self, message: str, *, is_json: bool) -> None:
        self.stderr.write(message)
        if is_json:
            self.put({**ledgers.Result().as_dict(), "error": message})
        self.faults()

    def _tell(self, result: ledgers.Result) -> None:
        if not result.is_stored:
            self.stdout.write("有不合格的行，按 --strict 要求全部没有导入")
        self.stdout.write(
            f"读取 {result.read} 行：新增 {result.created}，更正 {result.updated}，"
            f"无变化 {result.unchanged}，退回 {result.rejected_rows}"
        )
        for rejection in result.rejected[:_TOLD]:
            where = f"第{rejection.row}行" + (f"“{rejection.column}”" if rejection.column else "")
            value = f"（{rejection.value}）" if rejection.value else ""
            self.stdout.write(f"{where}{value}：{rejection.message}")
        if len(result.rejected) > _TOLD:
            self.stdout.write(f"……共 {len(result.rejected)} 处，全部列在退回文件中")

    def _keep_rejected(self, result: ledgers.Result, file: Path) -> None:
        target = file.with_name(f"{file.stem}.rejected.xlsx")
        try:
            target.touch(mode=0o600)
            result.write_rejected(target)
        except OSError as error:
            self.say(f"退回文件 {target.name} 写不进去：{error}")
        else:
            self.say(f"退回的行及原因已写入 {target}")
