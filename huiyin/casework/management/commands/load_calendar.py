"""`huiyin load-calendar FILE.toml`: a year's official calendar, and the open cases that it moves."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from huiyin.casework import recount
from huiyin.organisations.commands import Command as Base
from huiyin.workdays import actions
from huiyin.workdays.load import NoticeError, read


class Command(Base):
    help = "载入放假安排通知（TOML），并重算在办事项的期限；--dry-run 只列出会变动的事项"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE.toml", help="通知文件")
        parser.add_argument("--dry-run", action="store_true", help="只看会变动什么，不保存")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            told = read(file)
        except NoticeError as error:
            self.stderr.write(str(error))
            self.faults()
        actor, at = self.actor(), timezone.localtime()
        with transaction.atomic():
            notice = actions.announce(told, actor=actor, at=at)
            changed = recount.preview(recount.kinds())
            self._tell(changed, str(notice), saved=not dry_run, as_json=options["json"])
            if dry_run:
                transaction.set_rollback(True)
            else:
                recount.recount_open(recount.kinds(), actor=actor, at=at, because=str(notice))

    def _tell(
        self, changed: list[recount.Recounted], notice: str, *, saved: bool, as_json: bool
    ) -> None:
        if as_json:
            cases = [
                {
                    "kind": found.matter.kind,
                    "reference": found.matter.reference,
                    "old": found.old,
                    "new": found.new,
                }
                for found in changed
            ]
            self.put({"notice": notice, "saved": saved, "cases": cases})
            return
        for found in changed:
            moved = f"{found.old} → {found.new}" if found.old != found.new else f"{found.new} 确定"
            self.stdout.write(f"{found.matter._meta.verbose_name} {found.matter}：{moved}")
        self.stdout.write(f"{notice}：{len(changed)} 件在办事项的期限{'已' if saved else '将'}变动")
