"""What a mail program needs to offer "unsubscribe" by itself (RFC 2369, RFC 8058)."""

from huiyin.notices import senders
from huiyin.notices.models import Notice

from . import actions
from .models import Subscriber


def of_digest(notice: Notice) -> dict[str, str]:
    """The letter's own way out; none once the subscriber has ended it."""
    subscriber = Subscriber.objects.filter(pk=notice.subject_key).first()
    if subscriber is None:
        return {}
    return {
        "List-Unsubscribe": f"<{actions.address_of(subscriber)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


senders.HEADERS[Subscriber._meta.label_lower] = of_digest
