"""The ways out of the house. A sender returns when the letter has left, and raises otherwise."""

from collections.abc import Callable
from email.utils import formataddr
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils import timezone

from huiyin.common import durable

from .models import Notice

HEADERS: dict[str, Callable[[Notice], dict[str, str]]] = {}
"""Further headers of a letter, by the kind of record it is about (its `subject_type`)."""


class UndeliverableError(Exception):
    """Trying again would not help; the message is shown on the desk."""


def email(notice: Notice) -> None:
    """By Django's e-mail backend.

    The Message-ID belongs to the notice: a letter that had to be sent twice is the same letter
    to the recipient's mail program.

    Raises:
        UndeliverableError: no e-mail address, or the recipient's server refuses it for good.
    """
    try:
        validate_email(notice.recipient)
    except ValidationError as error:
        raise UndeliverableError("收件地址不是有效的邮箱") from error
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    message = EmailMessage(
        subject=notice.subject,
        body=notice.body,
        from_email=formataddr((_site_name(notice), settings.DEFAULT_FROM_EMAIL)),
        to=[notice.recipient],
        headers={
            "Message-ID": f"<{notice.key}@{domain}>",
            "Auto-Submitted": "auto-generated",
            **further(notice),
        },
    )
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        if codes and all(500 <= code < 600 for code in codes):
            raise UndeliverableError(f"对方邮件服务器拒收（{codes[0]}）") from error
        raise


def spool(notice: Notice) -> None:
    """One file a notice in `spool/` of the data folder, for a gateway of the house to fetch.

    Written beside and renamed: a reader never sees half a file; a repetition replaces it.
    """
    folder = settings.HOME / "spool"
    durable.make_folder(folder)
    registered = timezone.localtime(notice.created_at)
    lines = [
        f"渠道：{notice.get_channel_display()}",
        f"收件人：{' '.join(notice.recipient.split())}",
        f"标题：{notice.subject}",
        f"标识：{notice.key}",
        f"登记时间：{registered.isoformat(timespec='seconds')}",
        "",
        notice.body,
        "",
    ]
    # 0600: the clear text is for the gateway's account alone
    name = f"{registered:%Y%m%d-%H%M%S}-{notice.channel}-{notice.pk}.txt"
    with durable.replacing(folder / name) as file:
        file.write("\n".join(lines).encode())


def further(notice: Notice) -> dict[str, str]:
    """What the record's own app adds (how to end a subscription)."""
    headers = HEADERS.get(notice.subject_type)
    return headers(notice) if headers else {}


def _site_name(notice: Notice) -> str:
    return notice.agency.name if notice.agency is not None else str(settings.WAGTAIL_SITE_NAME)
