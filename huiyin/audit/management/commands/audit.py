"""`huiyin audit verify`: walk the chain; `huiyin audit seal`: put new entries into it now."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from huiyin.audit import chain


class Command(BaseCommand):
    help = "审计记录：verify 校验全部记录，seal 立即封存新记录"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "seal"])
        parser.add_argument("--json", action="store_true", help="一份 JSON 输出到标准输出")

    def handle(self, *, what: str, **options: Any) -> None:
        if what == "seal":
            self.stdout.write(f"已封存 {chain.seal()} 条")
            return
        verdict = chain.verify()
        broken = verdict.first_break
        if options["json"]:
            told = {
                "entries": verdict.entries,
                "sealed": verdict.sealed,
                "unsealed": verdict.unsealed,
                "ok": verdict.ok,
                "first_break": broken
                and {"entry": broken.entry, "position": broken.position, "reason": broken.reason},
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(
                f"审计记录 {verdict.entries} 条，已封存 {verdict.sealed} 条，待封存 {verdict.unsealed} 条"
            )
            self.stdout.write("完整" if broken is None else f"不完整：{broken.reason}")
        if broken:
            sys.exit(1)
