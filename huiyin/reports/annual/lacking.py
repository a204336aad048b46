"""What a report still lacks before it can go to the second person, each with its place on the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from huiyin.figures.registry import Scope
from huiyin.national_forms.forms import NationalForm, form_of
from huiyin.reports.models import OfficeParagraph
from huiyin.reports.text import Report

from . import outline, sources
from .cells import Cell, Number, breaks, breaks_with

Said = Mapping[str, OfficeParagraph]


@dataclass(frozen=True)
class Fault:
    """What is missing or cannot be, and where it is mended."""

    words: str
    place: str = ""


def anchor(key: str) -> str:
    """Of a slot or a cell on the page."""
    return "slot-" + key.replace("/", "-").replace(".", "-")


def faults(
    report: Report,
    scope: Scope,
    form: NationalForm,
    cells: Mapping[str, Cell],
    last: Mapping[str, Number],
    said: Said,
    before: Said,
) -> list[Fault]:
    """In the order of the text."""
    return [
        *_of_time(scope),
        *_unwritten(report),
        *_unstated(cells),
        *_broken(form, cells),
        *_unexplained(form, scope.start.year, cells, last, said),
        *_unanswered(said, before),
        *(Fault(f"文中引用的数据“{one.name}”已经没有了，请改写这一段") for one in report.lost()),
    ]


def _of_time(scope: Scope) -> Iterator[Fault]:
    if not scope.is_whole:
        yield Fault(f"统计期还没有结束（{scope.until}），到次年1月1日才能提交核对")


def _unwritten(report: Report) -> Iterator[Fault]:
    for section in report.sections:
        if section.level == 2 and not section.paragraphs:
            yield Fault(f"{section.heading}还没有写", anchor(f"{section.key}/own"))


def _unstated(cells: Mapping[str, Cell]) -> Iterator[Fault]:
    for cell in cells.values():
        if cell.value is None:
            yield Fault(f"“{cell.label}”还没有填报，没有的填 0", anchor(cell.key))


def _broken(form: NationalForm, cells: Mapping[str, Cell]) -> Iterator[Fault]:
    values = {key: cell.value for key, cell in cells.items() if cell.value is not None}
    for one in breaks(form, values):
        yield Fault(one.sentence)
    for key, value in values.items():
        if value < 0 and not sources.is_signed(key):
            yield Fault(f"“{cells[key].label}”不能是负数", anchor(key))


def _unexplained(
    form: NationalForm,
    year: int,
    cells: Mapping[str, Cell],
    last: Mapping[str, Number],
    said: Said,
) -> Iterator[Fault]:
    """A number that does not follow from last year's report needs its reason in the text."""
    reason = said.get(outline.REASONS.key)
    if reason is not None and reason.text:
        return
    values = {key: cell.value for key, cell in cells.items() if cell.value is not None}
    known = {key: Decimal(value) for key, value in last.items()}
    for one in breaks_with(form_of(year - 1), form, known, values):
        yield Fault(f"{one.sentence}。请写明原因，写入第六部分", anchor(outline.REASONS.key))


def _unanswered(said: Said, before: Said) -> Iterator[Fault]:
    """Each problem that last year's report named in words has its answer, a line each."""
    asked = before.get(outline.OWN_PROBLEMS.key)
    answered = said.get(outline.IMPROVED.key)
    asks = len(asked.paragraphs) if asked else 0
    answers = len(answered.paragraphs) if answered else 0
    if answers < asks:
        yield Fault(
            f"上年报告写了 {asks} 个问题，改进情况说了 {answers} 个，请一行说一个",
            anchor(outline.IMPROVED.key),
        )
