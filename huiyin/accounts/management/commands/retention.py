"""`huiyin retention`: erase what has been kept long enough; `--dry-run` only counts.

`--set RULE --days N --basis 依据 [--from DATE]` changes a period that the office rules itself.
"""

import json
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor, system
from huiyin.personal import retention


class Command(BaseCommand):
    help = "按保存期限删除或清空到期的内容"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只列出到期的条数，不删除")
        parser.add_argument("--json", action="store_true", help="一份 JSON 输出到标准输出")
        parser.add_argument("--set", metavar="RULE", default="", help="改定这一项的保存期限")
        parser.add_argument("--days", type=int, default=0, help="保存多少天")
        parser.add_argument("--from", type=date.fromisoformat, dest="since", help="自哪一天起")
        parser.add_argument("--basis", default="", help="依据，例如保管期限表的条目")

    def handle(self, *, dry_run: bool, json: bool, **options: Any) -> None:
        at = timezone.now()
        actor = system("retention", origin="command line")
        if options["set"]:
            self._set(actor, at, **options)
            return
        note, today = partial(log.record, actor, "personal.erase", at=at), timezone.localdate(at)
        if not dry_run:
            retention.announce(today)
        rules: list[dict[str, Any]] = []
        for rule in retention.rules():
            begins = rule.begins_on(today)
            if dry_run or begins:
                number = rule.due(at).count()
            else:
                number = retention.apply(rule, at=at, note=note)
            rules.append(
                {
                    "rule": rule.key,
                    "label": rule.label,
                    "days": rule.age_on(today).days,
                    "local": rule.is_local,
                    "begins": begins and ("" if begins == date.max else begins.isoformat()),
                    "what": rule.what,
                    "basis": rule.basis,
                    "number": number,
                }
            )
        if json:
            self.stdout.write(_document({"dry_run": dry_run, "rules": rules}))
            return
        for line in rules:
            self.stdout.write(
                f"{line['label']}（{line['days']} 天，{line['what']}）：{line['number']} 条"
                f"{_waits(line['begins'])}"
            )

    @transaction.atomic
    def _set(self, actor: Actor, at: datetime, **options: Any) -> None:
        since = options["since"] or timezone.localdate(at)
        try:
            period = retention.set_period(
                options["set"], options["days"], since=since, basis=options["basis"]
            )
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from error
        facts = {"days": period.days, "valid_from": period.valid_from, "basis": period.basis}
        log.record(actor, "personal.period", period, at=at, **facts)
        self.stdout.write(f"{period}")


def _waits(begins: str | None) -> str:
    if begins is None:
        return ""
    since = f"从 {begins} 起执行" if begins else f"公告 {retention.NOTICE.days} 天后执行"
    return f"，没有删除：期限由本机关定，{since}；可用 --set 确认或改定"


def _document(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2)
