"""The rows of a bulletin as they stand today: what each record says, and whether everybody may read it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from huiyin.publicity import kinds
from huiyin.web import publiclists
from huiyin.web.downloads import Cell

from .listing import records_manager, records_of
from .models import Bulletin, Row

HEADS = (
    "序号",
    "类别",
    "决定文书号",
    "行政相对人",
    "事项",
    "决定内容",
    "决定日期",
    "公示情况",
    "备注",
)
LATE = "补登"


class Standing(StrEnum):
    """How the publicity of a record stands."""

    PUBLIC = "公示中"
    STOPPED = "已停止公示"
    WAITING = "未公示"
    KEPT_BACK = "不予公示"
    VOIDED = "录入作废"


SHOWN = (Standing.PUBLIC, Standing.STOPPED)
"""What the public reads a row of; of the others nobody outside knows."""


@dataclass(frozen=True)
class Line:
    """One row. The texts are masked as the public reads them, whoever looks."""

    number: int
    row: Row
    kind: str
    record: Any
    standing: Standing
    texts: tuple[str, str, str, str]
    """Number, holder, matter, what was decided."""
    decided_on: date

    @property
    def is_shown(self) -> bool:
        return self.standing in SHOWN

    @property
    def is_public(self) -> bool:
        return self.standing == Standing.PUBLIC

    @property
    def late(self) -> str:
        return LATE if self.row.is_late else ""

    @property
    def address(self) -> str:
        """Of the record's page on the portal."""
        return next(
            (
                one.address_of(self.record)
                for one in publiclists.declared()
                if one.record is not None and isinstance(self.record, one.model)
            ),
            "",
        )

    @property
    def cells(self) -> tuple[Cell, ...]:
        """As the files have it; of what is public no more nothing but its kind."""
        if not self.is_public:
            return (self.number, self.kind, "", "", "", "", None, self.standing.value, self.late)
        return (
            self.number, self.kind, *self.texts, self.decided_on, self.standing.value, self.late
        )  # fmt: skip


def lines(bulletin: Bulletin, today: date) -> list[Line]:
    """All rows in order, with a few queries a kind."""
    rows = list(bulletin.rows.all())
    known: dict[tuple[str, int], tuple[Any, dict[str, str], Standing]] = {}
    for label, keys in _by_kind(rows).items():
        kind = kinds.known()[label]
        records = list(records_manager(label).filter(pk__in=keys).select_related(*kind.related))
        waiting = kind.owing(records_of(label)).filter(pk__in=keys, published_on=None)
        owed = set(waiting.values_list("pk", flat=True))
        for record, wording in zip(records, kind.wordings_of(records), strict=True):
            standing = _standing(record, record.pk in owed, today)
            known[label, record.pk] = record, dict(wording), standing
    return [
        _line(number, row, *known[row.about_kind, row.about_pk])
        for number, row in enumerate(rows, start=1)
    ]


def shown(bulletin: Bulletin, today: date) -> list[Line]:
    """What the public reads; each keeps its number."""
    return [line for line in lines(bulletin, today) if line.is_shown]


def counted(rows: Iterable[Row]) -> Iterator[tuple[str, int]]:
    """Name of each kind and how many rows it has."""
    for label, keys in _by_kind(rows).items():
        yield kinds.known()[label].label, len(keys)


def _by_kind(rows: Iterable[Row]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        found[row.about_kind].append(row.about_pk)
    return found


def _line(number: int, row: Row, record: Any, said: dict[str, str], standing: Standing) -> Line:
    kind = kinds.of(record)
    how = kind.decided
    assert how is not None  # noqa: S101 - only decisions are listed
    first, second, third, fourth = (said.get(head, "") for head in how.heads)
    texts, decided_on = (first, second, third, fourth), getattr(record, how.column)
    return Line(number, row, kind.label, record, standing, texts, decided_on)


def _standing(record: Any, is_owed: bool, today: date) -> Standing:
    if record.is_public_on(today):
        return Standing.PUBLIC
    if record.published_on is not None:
        return Standing.STOPPED
    if is_owed:
        return Standing.WAITING
    return Standing.VOIDED if record.state == record.VOIDED else Standing.KEPT_BACK
