"""Entry points for the schedule."""

from django.utils import timezone

from . import audit_heads, delivery, spool


def deliver() -> str:
    """Send what is due."""
    return str(delivery.deliver(clock=timezone.now))


def mail_audit_head() -> str:
    """Send the newest head of the audit chain to the auditors."""
    return f"{audit_heads.send(timezone.now())} letters"


def forget_spool() -> str:
    """Take away the files of letters whose text is kept no longer, if no gateway has."""
    return spool.forget(timezone.now())
