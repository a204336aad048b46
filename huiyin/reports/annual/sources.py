"""Where each number of the annual report comes from: a figure, a rule of law, or the office."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huiyin.figures.registry import Scope, find
from huiyin.national_forms.forms import NationalForm
from huiyin.national_forms.identities import cells

MONEY = {"charged": "万元", "amount": "万元"}
"""Columns that are an amount, with decimals; all others are whole numbers."""


@dataclass(frozen=True)
class Source:
    """Of one cell. Without figure and reason the office states it."""

    figure: str = ""
    back: int = 0
    change: bool = False
    zero: str = ""
    or_stated: bool = False
    """The office states it for a year in which the figure counts nothing."""

    @property
    def is_stated(self) -> bool:
        return not self.figure and not self.zero


STATED = Source()


def source_of(cell: str) -> Source:
    """The source of a cell, whichever part it stands in."""
    return _proactive().get(cell) or _counted(cell) or STATED


def stated(form: NationalForm) -> list[str]:
    """The cells of a form that the office states, or may have to, in order."""
    told = {cell: source_of(cell) for cell in cells(form)}
    return [cell for cell, source in told.items() if source.is_stated or source.or_stated]


def is_counted(cell: str, agency_id: int, year: int) -> bool:
    """Whether a cell that the office may state is a number of records for that year."""
    source = source_of(cell)
    if not source.or_stated:
        return not source.is_stated
    return bool(find(source.figure, agency_id).value(Scope.year(agency_id, year)))


def unit_of(cell: str) -> str:
    """`万元` of an amount; empty of a number."""
    return MONEY.get(cell.rpartition(".")[2], "")


def is_signed(cell: str) -> bool:
    """本年增/减: written with its sign."""
    return cell.endswith(".change")


def _counted(cell: str) -> Source | None:
    """Parts three and four are figures of the register of applications, cell by cell."""
    line = cell.partition(".")[0]
    if line.startswith("r") and line[1:2].isdecimal():
        return Source(f"foi.table.{cell}")
    if line.startswith(("reconsideration", "litigation")):
        return Source(f"foi.remedies.{cell}")
    return None


@cache
def _proactive() -> Mapping[str, Source]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return {cell: Source(**words) for cell, words in tomllib.loads(text).items()}
