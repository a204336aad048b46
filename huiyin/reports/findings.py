"""The findings of checks of an agency's pages, as of a day, provided by the app that ran them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from huiyin.figures.registry import Scope


@dataclass(frozen=True)
class Finding:
    """One kind of fault, and the number of its places."""

    label: str
    number: int
    address: str
    """The desk page that shows the places, with evidence."""


@dataclass(frozen=True)
class Checked:
    """The last check by the end of the period."""

    name: str
    day: date
    findings: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """`11月16日网站自查`."""
        return f"{self.day.month}月{self.day.day}日{self.name}"


Source = Callable[[Scope], Checked | None]
"""Returns None if there was no check in the period."""

_sources: dict[str, Source] = {}


def declare(name: str, source: Source) -> None:
    """Register a kind of check; the same name replaces the earlier one."""
    _sources[name] = source


def checked(scope: Scope) -> list[Checked]:
    """The last check of each kind in the period."""
    return [check for source in _sources.values() if (check := source(scope)) is not None]
