"""`huiyin export-ledger KIND -o FILE.xlsx|csv|json`: the records as the table that import reads."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.audit.actors import visitor
from huiyin.ingest import ledgers
from huiyin.organisations.commands import Command as Base
from huiyin.organisations.models import Organisation


class Command(Base):
    help = "导出台账，列与导入相同；个人信息默认隐去"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("kind", help=f"台账类别：{ledgers.keys()}")
        parser.add_argument("--from", dest="since", metavar="DATE", help="从这一天起（含）")
        parser.add_argument("--to", dest="until", metavar="DATE", help="到这一天止（含）")
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="FILE", help=".xlsx、.csv 或 .json"
        )
        parser.add_argument(
            "--layout", choices=[layout.value for layout in ledgers.Layout], default="own",
            help="own：本系统的列；standard：国家标准的列；codes：国家标准的列，表头下加一行字段代码",
        )  # fmt: skip
        parser.add_argument(
            "--personal", action="store_true", help="个人信息不隐去，并记入审计日志"
        )

    def handle(
        self,
        *,
        kind: str,
        since: str | None,
        until: str | None,
        output: Path,
        personal: bool,
        layout: str,
        **options: Any,
    ) -> None:
        try:
            ledger = ledgers.find(kind)
        except ledgers.UnknownKindError as error:
            self.usage(str(error.args[0]))
        form = output.suffix.lower().removeprefix(".")
        if form not in ledgers.FORMATS:
            self.usage(f"-o {output}：扩展名应为 .xlsx、.csv 或 .json")
        if layout != "own" and not ledger.standard:
            self.usage(f"{ledger.label}没有国家标准格式")
        agency = self.agency(options["agency"])
        exported, kept = self._records(ledger.model, agency, ledger.dated_by, since, until)
        count = self._write(
            output, kind, exported.order_by("pk"), form,
            agency=agency, actor=self.actor(), at=timezone.now(),
            personal=personal, layout=ledgers.Layout(layout),
        )  # fmt: skip
        if left_out := kept.count():
            self.stderr.write(f"另有 {left_out} 条保密，没有导出；知悉人员可以在工作台导出")
        if options["json"]:
            about = {"kind": kind, "records": count, "file": str(output), "personal": personal}
            self.put(about | {"confidential": left_out})
        else:
            self.stdout.write(f"已导出 {count} 条到 {output}")

    def _write(self, output: Path, kind: str, records: Any, form: str, **how: Any) -> int:
        """The file, whole or not at all; how many records it has."""
        unfinished = output.with_name(f"{output.name}.part")
        try:
            with os.fdopen(
                os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb"
            ) as stream:
                count = ledgers.export(kind, records, stream, form, **how)
            unfinished.replace(output)
        except OSError as error:
            self.usage(f"写不了文件 {output}：{error.strerror}")
        return count

    def _records(
        self, model: Any, agency: Organisation, column: str, since: str | None, until: str | None
    ) -> tuple[Any, Any]:
        """The exported records, and the confidential ones that are not exported."""
        records = model.objects.filter(agency=agency).valid()
        for lookup, day in (("gte", since), ("lte", until)):
            if day:
                records = records.filter(**{f"{column}__{lookup}": self._day(day)})
        return records.known_to(visitor()), records.kept_from(visitor())

    def _day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return self.usage(f"{text}：应为日期，如 2026-02-28")
