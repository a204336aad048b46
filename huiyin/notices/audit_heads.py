"""审计存根 by mail: the newest head of the audit chain leaves the house each day."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from huiyin.audit import heads
from huiyin.audit.models import Seal
from huiyin.web import addresses

from .actions import queue
from .models import Channel, Notice

BODY = """审计日志最新的存根：

{head}

请保留这封信。要知道日志有没有被截去，把上面一行粘贴到 {page} 的“存根”里核对，
或者把信存成文件，在服务器上运行 huiyin audit verify --heads 文件名。
"""


@transaction.atomic
def send(at: datetime) -> int:
    """Into the outbox, once a head and auditor; how many letters."""
    head = heads.current()
    if head is None:
        return 0
    seal = Seal.objects.get(pk=head.position)
    about = {"subject_type": Seal._meta.label_lower, "subject_key": str(seal.pk)}
    if Notice.objects.filter(**about).exists():
        return 0
    body = BODY.format(head=head, page=addresses.absolute("/desk/audit/"))
    for address in settings.AUDIT_MAIL:
        queue(Channel.EMAIL, address, f"审计存根 第 {head.position} 号", body, about=seal, at=at)
    return len(settings.AUDIT_MAIL)
