"""`huiyin backup -o FILE`: everything that a site is, of one moment, in one proved file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from huiyin.backup import keeping, rehearsing, writing
from huiyin.backup.commands import Command as Base

MEGABYTE = 1024 * 1024


class Command(Base):
    help = "备份：数据库、文件和审计封存存根的同一时刻，写成一个文件；网站不停"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="写到这个文件")
        parser.add_argument(
            "--since", type=Path, metavar="EARLIER", help="增量：不再写入这份备份里已有的文件"
        )
        parser.add_argument(
            "--keys", type=Path, metavar="FILE", help="密钥文件写到这里，默认为备份文件名加 .keys"
        )
        parser.add_argument(
            "--prune", nargs="?", const="7,4,12", metavar="D,W,M",
            help="写完后清理同一文件夹里的旧备份：保留 D 天、W 周、M 个月各一份，默认 7,4,12",
        )  # fmt: skip
        parser.add_argument(
            "--rehearse", action="store_true", help="演练：在临时的地方备份、恢复、比较，不留下文件"
        )

    def handle(
        self, *, output: Path | None, rehearse: bool, prune: str | None, **options: Any
    ) -> None:
        if rehearse == (output is not None):
            self.usage("请用 -o 指明备份写到哪个文件，或用 --rehearse 演练")
        with self.one_line():
            if output is None:
                self._rehearse(options["json"])
            else:
                self._write(output, self._rule(prune), options)

    def _rule(self, text: str | None) -> keeping.Rule | None:
        try:
            return keeping.Rule.parse(text) if text else None
        except ValueError:
            return self.usage(f"--prune {text}：应为三个整数，如 7,4,12")

    def _write(self, output: Path, rule: keeping.Rule | None, options: dict[str, Any]) -> None:
        result = writing.write(
            output, since=options["since"], keys=options["keys"],
            passphrase=settings.BACKUP_PASSPHRASE, say=self.say,
        )  # fmt: skip
        pruned = keeping.prune(output.parent, rule) if rule else []
        if options["json"]:
            self.put(
                {
                    "file": str(result.path), "size": result.size, "files": result.files,
                    "files_in_earlier": result.held_elsewhere, "missing": result.missing,
                    "keys": result.keys and str(result.keys), "pruned": [*map(str, pruned)],
                }
            )  # fmt: skip
        self.say(
            f"备份完成并已核对：{result.path}，{result.size / MEGABYTE:.1f} MB，"
            f"文件 {result.files} 个（其中 {result.held_elsewhere} 个在以前的备份里）"
        )
        if result.keys is None:
            self.say(
                "没有备份密钥：没有设置 HUIYIN_BACKUP_PASSPHRASE。请确认密钥另有保管，没有密钥就不能恢复"
            )
        if rule:
            self.say(f"清理旧备份 {len(pruned)} 份")
        if result.missing:
            self.say(
                f"数据库里登记的 {len(result.missing)} 个文件不在磁盘上：{'、'.join(result.missing[:5])}"
            )
            self.faults()

    def _rehearse(self, as_json: bool) -> None:
        rehearsal, rows = rehearsing.rehearse(say=self.say)
        if as_json:
            self.put({"succeeded": rehearsal.succeeded, "outcome": rehearsal.outcome, "rows": rows})
        else:
            self.table(rows)
        if not rehearsal.succeeded:
            self.fail(f"演练没有成功：{rehearsal.outcome}")
