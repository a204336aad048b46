"""`huiyin load-calendar FILE`: a year's official calendar, and the open cases that it moves.

Without a file nothing is loaded, and what is open is recounted with the calendar as it is: after an
update that counts otherwise.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from huiyin.casework import recount
from huiyin.organisations.commands import Command as Base
from huiyin.workdays import actions
from huiyin.workdays.arrangement import NoticeError
from huiyin.workdays.reading import from_file

AS_IT_IS = "现行工作日历"


class Command(Base):
    help = "载入放假安排通知，并重算在办事项的期限；--dry-run 只列出会变动的事项"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "file",
            type=Path,
            nargs="?",
            metavar="FILE",
            help="通知文件（TOML，或通知全文的 txt）；不给则只重算",
        )
        parser.add_argument("--dry-run", action="store_true", help="只看会变动什么，不保存")

    def handle(self, *, file: Path | None, dry_run: bool, **options: Any) -> None:
        values = self._read(file) if file else None
        actor, at = self.actor(), timezone.localtime()
        with transaction.atomic():
            notice = actions.announce(values, actor=actor, at=at) if values else AS_IT_IS
            because = str(notice)
            if dry_run:
                changed = recount.preview(recount.kinds())
            else:
                changed = recount.recount_open(recount.kinds(), actor=actor, at=at, because=because)
            self._tell(changed, because, saved=not dry_run, as_json=options["json"])
            if dry_run:
                transaction.set_rollback(True)

    def _read(self, file: Path) -> dict[str, Any]:
        try:
            return from_file(file)
        except NoticeError as error:
            self.stderr.write(str(error))
            self.faults()

    def _tell(
        self, changed: list[recount.Recounted], notice: str, *, saved: bool, as_json: bool
    ) -> None:
        if as_json:
            cases = [
                {
                    "kind": one.matter.kind,
                    "reference": one.matter.reference,
                    "old": one.old,
                    "new": one.new,
                    "provisional": one.is_provisional,
                    "beside": list(one.beside),
                }
                for one in changed
            ]
            self.put({"notice": notice, "saved": saved, "cases": cases})
            return
        for recounted in changed:
            old, new = recounted.days
            moved = f"{old} → {new}" if recounted.old != recounted.new else f"{new or '期限'} 不变"
            text = "；".join([moved, *recounted.beside])
            self.stdout.write(f"{recounted.matter._meta.verbose_name} {recounted.matter}：{text}")
        self.stdout.write(f"{notice}：{len(changed)} 件在办事项的期限{'已' if saved else '将'}变动")
