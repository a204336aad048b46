"""What a 信用信息查询单 lists of a subject: of each kind of record how many, and the latest ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from huiyin.common import days
from huiyin.personal import keys

from . import kinds
from .kinds import Kind

MOST = 50
"""Records of a kind that a paper lists."""


@dataclass(frozen=True)
class Listed:
    """The records of one kind, latest first; `total` may be more than the lines."""

    label: str
    total: int
    lines: tuple[str, ...]


def listed(body: Collection[int], agency: int, *, is_public: bool) -> list[Listed]:
    """Of the records of a body (keys of its subjects) with this agency those that are public today, or that the subject may ask for."""
    return [
        _part(kind, records().filter(subject__in=body, agency=agency))
        for kind in kinds.every()
        if (records := kind.public if is_public else kind.stated) is not None
    ]


def _part(kind: Kind, records: Any) -> Listed:
    latest = list(records[: MOST + 1])
    total = len(latest) if len(latest) <= MOST else records.count()
    lines = (_line(kind, number, one) for number, one in enumerate(latest[:MOST], 1))
    return Listed(kind.label, total, tuple(lines))


def _line(kind: Kind, number: int, record: Any) -> str:
    title, reference, day = kind.line(record)
    return f"{number}．{days.written(day)}，{title}，{reference}，{kind.standing(record)}"


def digest_of(parts: Sequence[Listed]) -> str:
    """By which it is told later whether the paper would say the same; keyed, as names may stand in it."""
    said = [text for one in parts for text in (one.label, str(one.total), *one.lines)]
    return keys.digest("\n".join(said))
