"""`huiyin orphan-files`: encrypted files on the disk that no record names."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from huiyin.personal import sealed


class Command(BaseCommand):
    help = "列出没有记录的加密文件（如提交中断后留下的）；加 --remove 删除"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="删除列出的文件")
        parser.add_argument("--hours", type=int, default=24, help="只看早于多少小时的，默认 24")

    def handle(self, *, remove: bool, hours: int, **options: Any) -> None:
        orphans = sealed.orphans(before=timezone.now() - timedelta(hours=max(hours, 0)))
        for place in orphans:
            self.stdout.write(str(place))
            if remove:
                place.unlink(missing_ok=True)
        self.stderr.write(f"{len(orphans)} 个{'，已删除' if remove else ''}")
