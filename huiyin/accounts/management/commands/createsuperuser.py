"""`huiyin createsuperuser`: Django's, with the audit entry that every account begins with."""

from typing import Any

from django.contrib.auth.management.commands.createsuperuser import Command as Base
from django.db import transaction
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit import log
from huiyin.audit.actors import system


class Command(Base):
    help = "新建全站管理员账号（只在服务器上）；留下审计记录"

    def handle(self, *args: Any, **options: Any) -> None:
        before = set(User.objects.values_list("pk", flat=True))
        super().handle(*args, **options)  # it asks for the password: no transaction waits for that
        actor = system("createsuperuser", origin="command line")
        with transaction.atomic():
            for user in User.objects.exclude(pk__in=before):
                log.record(
                    actor, "accounts.open", user, at=timezone.now(),
                    username=user.username, administrator=True,
                )  # fmt: skip
