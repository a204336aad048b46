"""The result of a verification, and how apps above this one add their own comparisons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """One fault of the log: the entry, and the reason in words."""

    entry: int | None
    position: int | None
    reason: str


@dataclass(frozen=True)
class Verdict:
    """Result of a walk over the whole log; `unsealed` entries are intact but not yet in the chain.

    `heads` noted outside the database were compared; `breaks` are the first few.
    """

    entries: int
    sealed: int
    heads: int
    breaks: tuple[Break, ...]

    @property
    def unsealed(self) -> int:
        return self.entries - self.sealed

    @property
    def first_break(self) -> Break | None:
        return self.breaks[0] if self.breaks else None

    @property
    def ok(self) -> bool:
        return not self.breaks


Check = Callable[[], Iterator[Break]]
checks: list[Check] = []
"""Comparisons of the log with the site's records; an app adds its own in `ready()`."""
