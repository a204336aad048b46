"""沿革: what an organisation was on a day, worked out from what it is and what it was before.

An organisation's row says what it is. Each earlier standing says until when it held, so that there
is no gap and no overlap, whatever was entered in which order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Said(Protocol):
    """What is kept of a standing: a row of the past, or the organisation itself."""

    name: str
    short_name: str
    parent_id: int | None


class Earlier(Said, Protocol):
    until: date


@dataclass(frozen=True)
class Standing:
    """An organisation as it was: names, superior, and from when to when (None: open)."""

    name: str
    short_name: str
    parent_id: int | None
    since: date | None
    until: date | None

    def __str__(self) -> str:
        return self.name


def standings(
    now: Said, earlier: Iterable[Earlier], founded: date | None, ended: date | None
) -> list[Standing]:
    """All of them, the oldest first: each begins on the day after the one before it."""
    rows: list[tuple[Said, date | None]] = [
        (row, row.until) for row in sorted(earlier, key=lambda row: row.until)
    ]
    since, result = founded, list[Standing]()
    for row, until in [*rows, (now, ended)]:
        result.append(Standing(row.name, row.short_name, row.parent_id, since, until))
        since = date.fromordinal(until.toordinal() + 1) if until else None
    return result


def on(day: date, known: list[Standing]) -> Standing:
    """The one of that day; before the first it is the first, after the end the last."""
    return next((one for one in known if one.until is None or day <= one.until), known[-1])
