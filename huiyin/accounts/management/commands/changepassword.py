"""`huiyin changepassword`: for somebody, an administrator too, whose password is lost."""

from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from huiyin.accounts.actions import give_password
from huiyin.accounts.models import User
from huiyin.audit.actors import system


class Command(BaseCommand):
    help = "重设一个账号的密码（只在服务器上）；本人登录时须换成自己的；留下审计记录"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="用户名")
        parser.add_argument("--reason", required=True, help="经过：如何核实了本人身份")

    def handle(self, *, username: str, reason: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有用户名为“{username}”的账号")
        password = getpass("初始密码：")
        if password != getpass("再填一次："):
            raise CommandError("两次填写的密码不一样，没有修改")
        actor = system("changepassword", origin="command line")
        try:
            give_password(user, password, reason=reason, actor=actor, at=timezone.now())
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from error
        self.stderr.write("已重设，所有登录已退出；本人登录后须换成自己的密码")
