"""`huiyin audit …`: verify the log, seal new entries now, print the head, begin the second place."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.audit import chain, heads
from huiyin.audit.heads import Head
from huiyin.audit.verdict import Break, Verdict


class Command(BaseCommand):
    help = (
        "审计记录：verify 校验全部记录，seal 立即封存新记录，head 显示最新存根（可打印留存），"
        "begin-copy 在 HUIYIN_AUDIT_COPY 开始记第二处存根"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "seal", "head", "begin-copy"])
        parser.add_argument("--json", action="store_true", help="一份 JSON 输出到标准输出")
        parser.add_argument(
            "--heads", type=Path, metavar="FILE", help="verify：同时比对此文件中留存的存根"
        )

    def handle(self, *, what: str, **options: Any) -> None:
        answers: dict[str, Callable[[dict[str, Any]], None]] = {
            "verify": self._verify,
            "seal": self._seal,
            "head": self._head,
            "begin-copy": self._begin_copy,
        }
        answers[what](options)

    def _seal(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"已封存 {chain.seal()} 条")

    def _head(self, options: dict[str, Any]) -> None:
        head = heads.current()
        if head is None:
            raise CommandError("还没有封存；请先运行 huiyin audit seal")
        self.stdout.write(str(head))

    def _begin_copy(self, options: dict[str, Any]) -> None:
        try:
            path = heads.begin_second()
        except ValueError as error:
            raise CommandError("没有设置 HUIYIN_AUDIT_COPY（另一块磁盘上已有的文件夹）") from error
        except FileExistsError as error:
            raise CommandError(f"{error.filename} 已经在记存根，不用再开始") from error
        except OSError as error:
            raise CommandError(f"{error.filename} 不能写：{error.strerror}") from error
        self.stdout.write(f"从现在起也记到 {path}")

    def _verify(self, options: dict[str, Any]) -> None:
        verdict = chain.verify(_heads_in(options["heads"]) if options["heads"] else ())
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(verdict), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(
                f"审计记录 {verdict.entries} 条，已封存 {verdict.sealed} 条，待封存 {verdict.unsealed} 条，"
                f"比对存根 {verdict.heads} 个"
            )
            for broken in verdict.breaks:
                self.stdout.write(f"不完整：{broken.reason}")
            if verdict.ok:
                self.stdout.write("完整")
        if not verdict.ok:
            sys.exit(1)


def _heads_in(path: Path) -> list[Head]:
    try:
        typed = heads.written_in(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise CommandError(f"{path} 读不出来：{error.strerror}") from error
    if not typed:
        raise CommandError(f"{path} 里没有存根；一个存根是序号和 64 位链接值")
    return typed


def _as_json(verdict: Verdict) -> dict[str, Any]:
    def as_json(broken: Break) -> dict[str, Any]:
        return {"entry": broken.entry, "position": broken.position, "reason": broken.reason}

    return {
        "entries": verdict.entries,
        "sealed": verdict.sealed,
        "unsealed": verdict.unsealed,
        "heads": verdict.heads,
        "ok": verdict.ok,
        "first_break": verdict.first_break and as_json(verdict.first_break),
        "breaks": [as_json(broken) for broken in verdict.breaks],
    }
