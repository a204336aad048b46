"""Every number of a report with what is behind it: a figure, a statement of the office, or a rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from huiyin.national_forms.forms import NationalForm
from huiyin.national_forms.identities import BEFORE, Identity, across, cells, within
from huiyin.reports.models import AnnualStatement
from huiyin.reports.text import Cited, Citer

from . import sources

Number = int | Decimal


@dataclass(frozen=True)
class Cell:
    """One number as it is printed; `value` is None until the office has stated it."""

    key: str
    part: str
    line: str
    column: str
    value: Number | None
    cited: Cited | None = None
    statement: AnnualStatement | None = None
    zero: str = ""
    """Why it is 0 for every bureau."""
    version: int = 1
    """Of the definition of its figure."""

    @property
    def shown(self) -> str:
        return shown(self.key, self.value)

    @property
    def label(self) -> str:
        return f"{self.line}：{self.column}"

    @property
    def unit(self) -> str:
        return sources.unit_of(self.key)

    @property
    def address(self) -> str:
        """Where its records are."""
        return self.cited.address if self.cited is not None else ""

    @property
    def origin(self) -> str:
        """Where the number comes from, in words."""
        if self.cited is not None:
            return f"台账数据：{self.cited.definition}"
        if self.zero:
            return self.zero
        if self.statement:
            return f"本单位填报：{self.statement.source}"
        return "待填报"


def shown(key: str, value: Number | None) -> str:
    """`0`, `3.5`, `+12`; a number that is not there yet says so, it is never blank."""
    if value is None:
        return "待填报"
    if sources.is_signed(key):
        return f"{int(value):+d}" if value else "0"
    return plain(value)


def plain(value: Number) -> str:
    """Without needless zeros: 3.5000 is 3.5."""
    return f"{Decimal(value).normalize():f}"


def read(
    form: NationalForm, cite: Citer, statements: Mapping[str, AnnualStatement]
) -> dict[str, Cell]:
    """Every cell of the form, in its order; one query for each ledger and year."""
    told = {key: sources.source_of(key) for key in cells(form)}
    years = {0, *(one.back for one in told.values()), *(int(one.change) for one in told.values())}
    for back in sorted(years):
        asked = [one.figure for one in told.values() if one.figure and _needs(one, back)]
        cite.prepare(asked, back=back)
    return {
        key: _cell(key, cells(form)[key], source, cite, statements) for key, source in told.items()
    }


def _needs(source: sources.Source, back: int) -> bool:
    return source.back == back or (source.change and back in (0, 1))


def _cell(
    key: str,
    words: tuple[str, str, str],
    source: sources.Source,
    cite: Citer,
    statements: Mapping[str, AnnualStatement],
) -> Cell:
    part, line, column = words
    if source.zero:
        return Cell(key, part, line, column, 0, zero=source.zero)
    if source.is_stated:
        return stated(key, words, statements.get(key))
    cited = cite(source.figure, back=source.back)
    if source.or_stated and not cited:
        return stated(key, words, statements.get(key))
    number: Number = cited.value or 0
    if source.change:
        number -= cite(source.figure, back=1).value or 0
    version = cite.version(source.figure)
    return Cell(key, part, line, column, number, cited=cited, version=version)


def stated(key: str, words: tuple[str, str, str], statement: AnnualStatement | None) -> Cell:
    """A number that the office states, or has not yet."""
    return Cell(key, *words, statement.value if statement else None, statement=statement)


@dataclass(frozen=True)
class Break:
    """An identity that does not hold, with both sums."""

    identity: Identity
    left: Decimal
    right: Decimal
    words: str

    @property
    def sentence(self) -> str:
        return f"{self.words}：{self.identity.rule}不成立（{plain(self.left)}≠{plain(self.right)}）"


def breaks(form: NationalForm, values: Mapping[str, Number]) -> list[Break]:
    """What does not agree within the tables of one report."""
    return list(_broken(form, within(form), values))


def breaks_with(
    before: NationalForm,
    form: NationalForm,
    last: Mapping[str, Number],
    values: Mapping[str, Number],
) -> list[Break]:
    """What does not follow from last year's report."""
    both = {**values, **{f"{BEFORE}{key}": value for key, value in last.items()}}
    return list(_broken(form, across(before, form), both))


def _broken(
    form: NationalForm, identities: Iterable[Identity], values: Mapping[str, Number]
) -> Iterable[Break]:
    named = cells(form)
    for one in identities:
        if any(key not in values for key in one.cells) or one.holds(values):
            continue
        _, line, column = named[one.left[0]]
        yield Break(one, *one.sums(values), f"{line}（{column}）")
