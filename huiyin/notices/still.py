"""Whether a letter is still true when it leaves: its writer says so, by the kind of its record.

Between queueing and sending lies a minute, or days while a mail server is away: what a letter
tells may have been taken back meanwhile, or nobody may want it any more.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import system

from .models import Notice


class Letter(NamedTuple):
    """What a letter says."""

    subject: str
    body: str


Writer = Callable[[Notice], Letter | None]
_writers: dict[str, Writer] = {}


def ask(subject_type: str, writer: Writer) -> None:
    """Letters of this kind are written anew before they leave; None: there is nothing left to say."""
    _writers[subject_type] = writer


@transaction.atomic
def brought_up_to_date(notice: Notice, *, at: datetime) -> bool:
    """The letter says what is true now; False, and it is gone, where nothing is left of it."""
    writer = _writers.get(notice.subject_type)
    if writer is None:
        return True
    letter = writer(notice)
    if letter is None:
        log.record(system("notices"), "notices.drop", notice, at=at)
        Notice.objects.filter(pk=notice.pk).delete()
        return False
    if letter != (notice.subject, notice.body):
        notice.subject, notice.body = letter
        notice.save(update_fields=["subject", "body"])
    return True
