"""`huiyin retention`: erase what has been kept long enough; `--dry-run` only counts."""

import json
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import system
from huiyin.personal import retention


class Command(BaseCommand):
    help = "按保存期限删除或清空到期的内容"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只列出到期的条数，不删除")
        parser.add_argument("--json", action="store_true", help="一份 JSON 输出到标准输出")

    def handle(self, *, dry_run: bool, json: bool, **options: Any) -> None:
        at = timezone.now()
        actor = system("retention", origin="command line")
        note = partial(log.record, actor, "personal.erase", at=at)
        told = []
        for rule in retention.rules():
            number = rule.due(at).count() if dry_run else retention.apply(rule, at=at, note=note)
            told.append(
                {
                    "rule": rule.key,
                    "label": rule.label,
                    "days": rule.age.days,
                    "what": rule.what,
                    "basis": rule.basis,
                    "number": number,
                }
            )
        if json:
            self.stdout.write(_document({"dry_run": dry_run, "rules": told}))
            return
        for line in told:
            self.stdout.write(
                f"{line['label']}（{line['days']} 天，{line['what']}）：{line['number']} 条"
            )


def _document(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)
