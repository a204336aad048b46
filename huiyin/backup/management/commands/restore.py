"""`huiyin restore FILE`: a backup into an empty place, and the table old = new."""

import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.audit.actors import Actor, system
from huiyin.backup import keyfile, restoring
from huiyin.backup.archive import written
from huiyin.backup.commands import Command as Base
from huiyin.notices import copies
from huiyin.notices.models import Copy

WHAT_IS_NEXT = (
    "备份以后撤下、作废、更正的内容又回到了备份时的样子：对外开放以前，请逐项核对，重新办理",
    "恢复出的是副本，不发信。确认它是正式的网站以后，运行 huiyin restore --take-over 原因",
)


class Command(Base):
    help = "恢复：把备份恢复到空的地方，并与备份时比较；恢复出的副本不发信，直到 --take-over"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="备份文件")
        parser.add_argument(
            "--keys", type=Path, metavar="FILE", help="密钥文件，默认为备份文件名加 .keys"
        )
        parser.add_argument(
            "--keys-env", type=Path, metavar="OUT", help="只解开密钥文件，写成环境变量文件"
        )
        parser.add_argument(
            "--take-over",
            metavar="REASON",
            help="这份副本从现在起是正式的网站，并恢复发信；写明原因",
        )

    def handle(
        self, *, file: Path | None, keys_env: Path | None, take_over: str | None, **options: Any
    ) -> None:
        if take_over is not None:
            self._take_over(take_over.strip())
        elif file is None:
            self.usage("请指明备份文件")
        elif keys_env is not None:
            self._open_keys(options["keys"] or file.with_name(f"{file.name}.keys"), keys_env)
        else:
            self._restore(file, options)

    def _restore(self, file: Path, options: dict[str, Any]) -> None:
        with self.one_line():
            rows = restoring.restore(
                file, keys=options["keys"], passphrase=settings.BACKUP_PASSPHRASE,
                actor=self._person(), say=self.say,
            )  # fmt: skip
        table = [row.as_json() for row in rows]
        if options["json"]:
            self.put({"rows": table})
        else:
            self.table(table)
        for line in WHAT_IS_NEXT:
            self.say(line)
        if not all(row.same for row in rows):
            self.faults()

    def _open_keys(self, keys: Path, target: Path) -> None:
        with self.one_line():
            secrets = keyfile.unseal(keys, settings.BACKUP_PASSPHRASE)
            with written(target) as file:
                file.write(keyfile.as_environment(secrets).encode())
        self.say(f"密钥已写入 {target}，只有当前账号能读；用完请移到安全的地方")

    def _take_over(self, reason: str) -> None:
        if not reason:
            self.usage("请写明原因，例如 --take-over 原服务器损坏，2026-03-01 起用备用服务器")
        try:
            waiting = copies.take_over(reason, actor=self._person(), at=timezone.now())
        except Copy.DoesNotExist:
            self.fail("本站不是恢复出来的副本，不需要转为正式")
            return
        self.say(f"已转为正式的网站。等待发送的 {waiting} 条通知将在一分钟内发出")

    def _person(self) -> Actor:
        """Who ran it: the account of the server."""
        return system("restore", origin=f"command line, {getpass.getuser()}")
