"""`huiyin sync-posts`: rights that newer versions give to the usual posts; shown, added only with `--apply`."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.database import standing
from huiyin.organisations import roles
from huiyin.organisations.commands import Command as Base


class Command(Base):
    help = "补齐常设岗位和岗位权限：先列出，加 --apply 才添加；从不收回权限"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--apply", action="store_true", help="添加列出的岗位和权限，记入审计")
        parser.add_argument(
            "--post", action="append", metavar="岗位", help="只处理这个岗位，可以多次给出"
        )

    def handle(self, *, apply: bool, post: list[str] | None, json: bool, **options: Any) -> None:
        usual = roles.usual()
        unknown = [name for name in post or () if name not in usual]
        if unknown:
            self.usage(f"没有这个常设岗位：{'、'.join(unknown)}。有：{'、'.join(usual)}")
        if waiting := standing.unapplied():  # they bring the rights of the new version
            self.say(f"有 {len(waiting)} 个迁移没有执行：请停止服务，先运行 huiyin migrate")
            self.faults()
        gaps = roles.gaps(post or usual)
        if apply:
            roles.fill(gaps, actor=self.actor(), at=timezone.now())
        if json:
            posts = [
                {"post": gap.name, "rights": gap.rights, "agencies": [a.uscc for a in gap.agencies]}
                for gap in gaps
            ]
            self.put({"applied": apply, "posts": posts})
            return
        for gap in gaps:
            self.stdout.write(str(gap))
        if not gaps:
            self.stdout.write("岗位和权限齐全，没有需要补的")
        elif apply:
            self.stdout.write(f"已补齐 {len(gaps)} 个岗位")
        else:
            self.stdout.write(
                "以上还没有添加。核对后加 --apply 添加；只补某个岗位的，加 --post 岗位名"
            )
