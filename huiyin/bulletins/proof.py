"""核对: every decision stands in one bulletin, or the reason is named; what is late is named too."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.organisations.models import Organisation

from . import compiling, weeks
from .listing import decided, of_week_of, records_of, unlisted
from .models import Bulletin

MOST = 50
Seen = Callable[[str], Any]
"""Of a model label the valid records that may be named, or None where they are only counted."""


@dataclass(frozen=True)
class Missing:
    """An owed week that has no bulletin."""

    agency: Organisation
    monday: date

    @property
    def week(self) -> str:
        return weeks.spoken(self.monday)


@dataclass(frozen=True)
class Unlisted:
    """Of one kind the decisions of closed weeks that stand in no bulletin."""

    label: str
    kind: str
    owed: int
    """They belong into the next one."""
    first: list[Any]
    """The earliest of these, up to MOST; none where they are only counted."""
    kept_back: list[tuple[Any, str]]
    """Those that need not be public, up to MOST, with the reason."""


@dataclass(frozen=True)
class Proof:
    missing: list[Missing]
    unlisted: list[Unlisted]
    late: list[Bulletin]
    """Past their last day and not out."""
    down: list[Bulletin]
    """Published, but the document is off the portal."""

    @property
    def omitted(self) -> int:
        """Decisions in no bulletin that have to be in one."""
        return sum(one.owed for one in self.unlisted)

    @property
    def faults(self) -> int:
        return len(self.missing) + self.omitted + len(self.late) + len(self.down)


def proof(
    today: date,
    agencies: Any = None,
    bulletins: Any = None,
    seen: Seen = records_of,
) -> Proof:
    """Of these agencies and bulletins, without them of all; counted anew from the records."""
    places = Organisation.objects.agencies() if agencies is None else agencies
    known = Bulletin.objects.all() if bulletins is None else bulletins
    published: Any = known.filter(state=Bulletin.State.PUBLISHED)
    return Proof(
        [Missing(one, monday) for one in places for monday in compiling.missing_weeks(one, today)],
        list(_unlisted(known, seen)),
        list(late(known, today).select_related("agency")),
        list(published.exclude(pk__in=published.public().values("pk")).select_related("agency")),
    )


def late(bulletins: Any, today: date) -> Any:
    """Those that are past their last day and not out."""
    return bulletins.owed().filter(due_on__lt=today).order_by("due_on", "pk")


def omitted(label: str, bulletins: Any, records: Any) -> Any:
    """Of these valid records those of closed weeks that stand in no bulletin, owed to the public or not."""
    column = next(how.column for name, _, how in decided() if name == label)
    return unlisted(label, records.filter(of_week_of(bulletins.closed(), column))).order_by(column)


def _unlisted(bulletins: Any, seen: Seen) -> Iterator[Unlisted]:
    for label, kind, how in decided():
        named = seen(label)
        records = records_of(label) if named is None else named
        absent = omitted(label, bulletins, records)
        owed = kind.owing(absent)
        rest = absent.exclude(pk__in=owed.order_by().values("pk"))
        most = 0 if named is None else MOST
        yield Unlisted(
            label, kind.label, owed.count(), list(owed[:most]),
            [(record, how.kept_back(record)) for record in rest[:most]],
        )  # fmt: skip
