"""看板: what a board of a room shows. Plain data, the same for everybody with the same reach."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """One number, and the list that it opens to."""

    label: str
    value: int
    address: str
    tone: str
    """`calm`, `soon` or `late`."""


@dataclass(frozen=True)
class Unit:
    """The same numbers of one unit."""

    label: str
    numbers: list[Number]


@dataclass(frozen=True)
class Late:
    """One of those that wait longest."""

    reference: str
    address: str
    unit: str
    late: str


@dataclass(frozen=True)
class Board:
    """Numbers of the whole and of each unit; then what waits longest, and a line of its own."""

    whole: list[Number]
    units: list[Unit]
    oldest: tuple[Late, ...] = ()
    remark: str = ""
