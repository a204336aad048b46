"""Heads of the chain outside the database: noted at each sealing, asked back at each verification.

A head is the position and link of the newest seal. Who cuts off the end of the log in the
database cannot make the cut-off head true again: its link needs the key and all entries before.
Heads are noted in the data folder, in a second folder (HUIYIN_AUDIT_COPY), and leave the house
by letter or on paper.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from huiyin.common import durable

from .models import Seal
from .verdict import Break

_LONG = 200_000  # bytes of heads before a file is shortened
_HEADS_KEPT = 500
_MOST = 1000  # heads in one question
_DIGEST = 64
_NAME = "audit-heads.log"
BEGIN = "huiyin audit begin-copy"
"""The command that makes the file of a second place that has just been named."""
_WRITTEN = re.compile(r"(?<![0-9a-f])(\d{1,15})\s+([0-9a-f]{64})(?![0-9a-f])")


@dataclass(frozen=True)
class Head:
    position: int
    link: str

    def __str__(self) -> str:
        return f"{self.position} {self.link}"


class ForeignHeadsError(Exception):
    """The heads in a place belong to another log, or to a longer version of this one."""


def current() -> Head | None:
    newest = Seal.objects.order_by("position").last()
    return Head(newest.position, newest.link) if newest else None


def heads_file() -> Path:
    return Path(settings.HOME) / _NAME


def second_file() -> Path | None:
    """The file of heads in the second place, if one is set; its folder is never created here."""
    return Path(settings.AUDIT_COPY) / _NAME if settings.AUDIT_COPY else None


def note(head: Head) -> None:
    """Append to each place.

    The file of the second place is not made here: one that was deleted must be missed. Nor does
    a log that lacks its newest head write into it: a cut one, or a restored copy on the side.

    Raises:
        OSError: the second place is out of reach, or was never begun; the first has been written.
        ForeignHeadsError: the second place belongs to a log that knows more.
    """
    _append(heads_file(), head)
    second = second_file()
    if second is not None:
        if not second.exists():
            raise FileNotFoundError(f"{second} is not there: {BEGIN}")
        if missing(written_in(second.read_text(encoding="ascii"))[-1:]):
            raise ForeignHeadsError(f"{second} ends with a head that this log does not contain")
        _append(second, head)


def begin_second() -> Path:
    """The second place begins with the head of today.

    Raises:
        ValueError: no second place is named.
        OSError: it is out of reach, or was begun before.
    """
    second, head = second_file(), current()
    if second is None:
        raise ValueError("HUIYIN_AUDIT_COPY is not set")
    durable.write(second, f"{head}\n".encode() if head else b"")
    return second


def _append(path: Path, head: Head) -> None:
    """Append, and shorten a long file to its newest heads: the last one proves the rest."""
    if durable.append(path, f"{head}\n".encode()) > _LONG:
        lines = path.read_bytes().splitlines(keepends=True)[-_HEADS_KEPT:]
        with durable.replacing(path) as shorter:
            shorter.writelines(lines)


def written_in(text: str) -> list[Head]:
    """The heads in a text: a file of heads, a letter, or text typed from paper."""
    matches = _WRITTEN.findall(text.lower())[-_MOST:]
    return [Head(int(position), link) for position, link in dict.fromkeys(matches)]


def missing(heads: Iterable[Head]) -> list[Head]:
    """Those of these heads that the log does not contain any more."""
    heads = list(heads)
    positions = {head.position for head in heads}
    links = dict(Seal.objects.filter(position__in=positions).values_list("position", "link"))
    return [head for head in heads if links.get(head.position) != head.link]


def breaks_among(heads: Iterable[Head]) -> Iterator[Break]:
    for head in missing(heads):
        yield Break(None, head.position, f"第 {head.position} 号封存被截去或替换（与存根不符）")


@dataclass
class Noted:
    """The heads in the places of this machine, and what is wrong with the files themselves."""

    heads: list[Head]
    faults: list[Break]


def noted() -> Noted:
    noted_heads = Noted([], [])
    _read(heads_file(), noted_heads)
    second = second_file()
    if second is not None and not second.exists():
        reason = f"第二处存根 {second} 不在：被删除或文件夹没有接上；刚设置的，先运行 {BEGIN}"
        noted_heads.faults.append(Break(None, None, reason))
    elif second is not None:
        _read(second, noted_heads)
    noted_heads.heads = list(dict.fromkeys(noted_heads.heads))
    return noted_heads


def _read(path: Path, noted_heads: Noted) -> None:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return  # nothing sealed yet, or the timetable runs on another machine
    except (OSError, UnicodeDecodeError) as error:
        noted_heads.faults.append(Break(None, None, f"封存存根 {path.name} 读不出来：{error}"))
        return
    for number, line in enumerate(lines, start=1):
        position, _, link = line.partition(" ")
        if not (position.isdecimal() and len(position) < 16) or len(link) != _DIGEST:
            reason = f"封存存根 {path.name} 第 {number} 行被改动"
            noted_heads.faults.append(Break(None, None, reason))
        else:
            noted_heads.heads.append(Head(int(position), link))
