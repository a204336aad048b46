"""`huiyin keys-lost`: go on with other secrets because the old ones are lost for good."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import system
from huiyin.personal import known


class Command(BaseCommand):
    help = "旧密钥确已丢失：用现在的密钥继续，旧密钥写入的个人信息不能再读；留下审计记录"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", required=True, help="经过和批准人")

    def handle(self, *, reason: str, **options: Any) -> None:
        if not reason.strip():
            raise CommandError("请写明经过和批准人")
        try:
            known.check()
        except known.WrongKeyError as error:
            lost = str(error)
        else:
            raise CommandError("现在的密钥就是写入数据的密钥，没有丢失")
        with transaction.atomic():
            row = known.note_anew()
            actor = system("keys", origin="command line")
            log.record(
                actor,
                "personal.keys-lost",
                row,
                at=timezone.now(),
                lost=lost,
                reason=reason.strip(),
            )
        self.stderr.write(
            "已登记现在的密钥。旧密钥写入的内容显示“无法解密”，找到旧密钥后可以加回去"
        )
