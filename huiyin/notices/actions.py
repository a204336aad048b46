"""Writing into the outbox, and sending a failed letter again."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models, transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation

from .models import Channel, Notice

PERMISSION = "notices.view_notice"


def queue(
    channel: str, recipient: str, subject: str, body: str, *, about: models.Model, at: datetime
) -> Notice:
    """登记通知: will be sent once the caller's transaction has been committed, never otherwise.

    `about` is the saved record that the letter tells of. Whether the address can be reached is
    found out when sending; what cannot be sent is shown on the desk.

    Raises:
        TransactionManagementError: called outside a transaction.
        ValueError: an unknown channel, or nobody to send to.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a notice needs its cause's transaction")
    recipient = recipient.strip()
    if not recipient:
        raise ValueError("a notice needs a recipient")
    agency = getattr(about, "agency", None)  # an organisation is or has one too
    return Notice.objects.create(
        agency=agency if isinstance(agency, Organisation) else None,
        channel=Channel(channel),
        recipient=recipient,
        subject=" ".join(subject.replace("\x00", "").split())[
            :200
        ],  # one line: it becomes a header
        body=body.replace("\x00", ""),
        subject_type=about._meta.label_lower,
        subject_key=str(about.pk),
        created_at=at,
        next_try_at=at,
    )


@transaction.atomic
def resend(notice: Notice, *, actor: Actor, at: datetime) -> Notice:
    """重新发送: a letter that was given up starts anew.

    Raises:
        PermissionDenied: the actor may not, or not for this agency.
        ValidationError: it has not failed, or its text has been deleted since.
    """
    if not actor.may(PERMISSION, notice.agency_id):
        raise PermissionDenied("您的岗位不能重新发送通知。")
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if not notice.has_failed:
        raise ValidationError("这条通知已经发出或正在等待发送，不需要重新发送")
    if not notice.recipient:
        raise ValidationError("这条通知的收件人和正文已按保存期限删除，请在原事项中重新办理")
    notice.attempts = notice.lapses = 0
    notice.next_try_at = at
    notice.save(update_fields=["attempts", "lapses", "next_try_at"])
    log.record(actor, "notices.resend", notice, at=at, reason=notice.failed_reason)
    return notice
