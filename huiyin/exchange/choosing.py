"""应报送的记录: what the platform has not been told yet. Pure.

The record's state today and all that was sent of it decide; what waits for an answer is not sent
again unless it says something else by now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from .models import Action, Result


@dataclass(frozen=True)
class Sent:
    """One sending of a record, in a batch that was not voided."""

    action: str
    wording: str
    digest: str
    result: str = ""
    is_to_resend: bool = False


@dataclass(frozen=True)
class Now:
    """How the record stands: whether it is on public view, and in which wording."""

    is_public: bool
    wording: str = ""


class Wait(Enum):
    """Why nothing is sent though the platform refused what was."""

    TO_BE_MENDED = "to be mended"


def may_stand(sent: Iterable[Sent]) -> bool:
    """Whether the platform shows the record, or will if it takes in what it was sent last."""
    stands = False
    for one in sent:
        if one.action == Action.WITHDRAWN:
            stands = stands and one.result in (Result.REFUSED, Result.MEND)
        elif one.result in ("", Result.ACCEPTED):
            stands = True
    return stands


def next_step(sent: list[Sent], now: Now, digest: str) -> Action | Wait | None:
    """What has to be sent of a record; `digest` is that of its cells today, "" where nobody asked.

    `sent` in the order of sending.
    """
    last, stands = (sent[-1] if sent else None), may_stand(sent)
    is_returned = last is not None and last.result in (Result.REFUSED, Result.MEND)
    if last is not None and is_returned and not _is_mended(last, now, digest):
        return Wait.TO_BE_MENDED
    if not now.is_public:
        is_asked = last is not None and last.action == Action.WITHDRAWN and not is_returned
        return Action.WITHDRAWN if stands and not is_asked else None
    if not stands:
        return Action.NEW
    if last is not None and last.action != Action.WITHDRAWN and not is_returned:
        return Action.CHANGED if last.wording != now.wording else None
    return Action.CHANGED


def _is_mended(last: Sent, now: Now, digest: str) -> bool:
    """Whether what came back may go out again: it says something else, or somebody has said so."""
    if last.is_to_resend or now.is_public is (last.action == Action.WITHDRAWN):
        return True
    return now.is_public and digest not in ("", last.digest)
