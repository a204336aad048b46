"""`huiyin post-rights`: what the holders of a post may do, changed with its audit entry."""

from typing import Any

from django.contrib.auth.models import Permission
from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.organisations.commands import Command as Base
from huiyin.organisations.models import Post
from huiyin.organisations.roles import change_rights


class Command(Base):
    help = "查看或调整一个岗位的权限（全部机关的同名岗位）；留下审计记录"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("post", help="岗位名称，如 信息公开岗")
        parser.add_argument(
            "--add",
            action="append",
            default=[],
            metavar="RIGHT",
            help="增加的权限，如 foi.sign_answer",
        )
        parser.add_argument(
            "--remove", action="append", default=[], metavar="RIGHT", help="去掉的权限"
        )
        parser.add_argument("--reason", default="", help="为什么调整；有增减时必填")

    def handle(
        self, *, post: str, add: list[str], remove: list[str], reason: str, **options: Any
    ) -> None:
        holder = Post.objects.filter(name=post).select_related("group").first()
        if holder is None:
            self.usage(f"没有名为“{post}”的岗位")
        if (add or remove) and not reason.strip():
            self.usage("请用 --reason 写明为什么调整")
        try:
            change_rights(
                holder.group,
                add=add,
                remove=remove,
                reason=reason.strip(),
                actor=self.actor(),
                at=timezone.now(),
            )
        except Permission.DoesNotExist:
            self.usage(f"权限应写成 应用.名称，且系统里有：{'、'.join([*add, *remove])}")
        permissions = holder.group.permissions.select_related("content_type").order_by("pk")
        for permission in permissions:
            self.stdout.write(
                f"{permission.content_type.app_label}.{permission.codename}  {permission.name}"
            )
