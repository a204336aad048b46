"""发送: at least once, each row by one worker at a time, with growing pauses, never silently given up.

One worker sends at a time. A row is marked as begun, sent outside any transaction, and marked
again. If the program dies between, nobody can know whether the letter left: it is sent once more
(same Message-ID, same spool file), and when that happens a second time, it is given up and shown.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils.module_loading import import_string

from huiyin.jobs.claims import claimed
from huiyin.personal.fields import is_readable

from . import copies, still
from .models import Channel, Notice
from .senders import UndeliverableError

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
ATTEMPTS = 12  # about two days in all
LAPSES = 1
AT_ONCE = 200  # letters of one channel in one run
PATIENCE = 3  # failures of one channel in one run; the rest waits for the next minute
UNREADABLE = "收件人或正文无法解密，请在原事项中核对后重新办理"
UNKNOWN = "发送时程序两次中断，是否送达不明，请核实后再决定是否重新发送"
logger = logging.getLogger(__name__)


@dataclass
class Delivered:
    sent: int = 0
    postponed: int = 0
    failed: int = 0
    dropped: int = 0
    """Nothing was left to say when they should have left."""
    held: int | None = None
    """How many wait because this is a restored copy."""

    def __str__(self) -> str:
        if self.held is not None:
            return f"{self.held} held: a restored copy sends nothing"
        summary = f"{self.sent} sent, {self.postponed} postponed, {self.failed} failed"
        return f"{summary}, {self.dropped} dropped" if self.dropped else summary


def pause(attempts: int) -> timedelta:
    """Until the next try after `attempts` failures: 1, 2, 4 … minutes, at most six hours."""
    doubled: timedelta = FIRST_PAUSE * 2 ** min(attempts - 1, 16)
    return min(doubled, LONGEST_PAUSE)


def deliver(*, clock: Callable[[], datetime]) -> Delivered:
    """Send what is due, oldest first; one that fails does not stop the others. A copy sends nothing."""
    delivered = Delivered()
    if copies.is_copy():
        delivered.held = Notice.objects.due(clock()).count()
        return delivered
    with claimed("huiyin.notices.delivery") as is_ours:
        for channel in Channel.values if is_ours else ():
            _deliver_over(channel, clock, delivered)
    return delivered


def _deliver_over(channel: str, clock: Callable[[], datetime], delivered: Delivered) -> None:
    """A channel whose other side is silent holds none of the others back."""
    due = Notice.objects.due(clock()).filter(channel=channel).select_related("agency")
    before = delivered.postponed
    for notice in due.order_by("next_try_at", "pk")[:AT_ONCE]:
        if delivered.postponed - before >= PATIENCE:
            return
        if _claim(notice, clock()):
            _send(notice, clock, delivered)


def _claim(notice: Notice, at: datetime) -> bool:
    """True for exactly one worker: the row must still be as it was read."""
    lapses = notice.lapses + (notice.claimed_at is not None)
    row = Notice.objects.filter(
        pk=notice.pk,
        sent_at__isnull=True,
        attempts=notice.attempts,
        next_try_at=notice.next_try_at,
        claimed_at=notice.claimed_at,
    )
    updated = row.update(attempts=F("attempts") + 1, lapses=lapses, claimed_at=at)
    notice.attempts, notice.lapses, notice.claimed_at = notice.attempts + 1, lapses, at
    return updated == 1


def _send(notice: Notice, clock: Callable[[], datetime], delivered: Delivered) -> None:
    if notice.lapses > LAPSES:
        _give_up(notice, UNKNOWN, delivered)
        return
    if not (is_readable(notice.recipient) and is_readable(notice.body)):
        _give_up(notice, UNREADABLE, delivered)
        return
    try:
        if not still.brought_up_to_date(notice, at=clock()):
            delivered.dropped += 1
            return
        import_string(settings.NOTICE_SENDERS[notice.channel])(notice)
    except UndeliverableError as error:
        _give_up(notice, str(error), delivered)
    except Exception as error:  # writer or gateway: the row must say it and the rest go on
        reason = f"{type(error).__name__}: {error}"
        if notice.attempts >= ATTEMPTS:
            _give_up(notice, reason, delivered)
            return
        logger.warning("notice %s: try %s failed: %s", notice.pk, notice.attempts, reason)
        _mark(notice, next_try_at=clock() + pause(notice.attempts), failed_reason=reason[:300])
        delivered.postponed += 1
    else:
        _mark(notice, next_try_at=None, sent_at=clock(), failed_reason="")
        delivered.sent += 1


def _give_up(notice: Notice, reason: str, delivered: Delivered) -> None:
    logger.error("notice %s given up: %s", notice.pk, reason)
    _mark(notice, next_try_at=None, failed_reason=reason[:300])
    delivered.failed += 1


def _mark(notice: Notice, **outcome: object) -> None:
    """Write the outcome, unless another worker holds the row now."""
    mine = Notice.objects.filter(
        pk=notice.pk, attempts=notice.attempts, claimed_at=notice.claimed_at
    )
    mine.update(claimed_at=None, **outcome)
