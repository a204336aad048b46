"""核算: the identities of a report, and those between it and the report of the year before."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from huiyin.checks import Severity
from huiyin.national_forms.forms import NationalForm
from huiyin.national_forms.identities import BEFORE, Identity, Rule, across, within

from .diagnosis import Correction, Diagnosis, diagnose
from .report import Code, Fault, Report, place

Numbers = Mapping[str, Decimal]
_CODES = {Rule.CARRIED: Code.CARRIED, Rule.NORMATIVE: Code.NORMATIVE}
_MOST_CELLS = 4
_MOST_NAMED = 3


def check(report: Report, before: Report | None = None) -> Iterator[Fault]:
    """Numbers that are no counts, then each fault with the cell that is likeliest wrong."""
    yield from _no_counts(report)
    numbers = dict(report.numbers)
    identities = list(within(report.form))
    if before is not None:
        numbers |= {f"{BEFORE}{key}": number for key, number in before.numbers.items()}
        identities += across(before.form, report.form)
    for diagnosis in diagnose(identities, numbers):
        yield _fault(diagnosis, report.form, numbers)


def _no_counts(report: Report) -> Iterator[Fault]:
    """Counts are whole and not below nought; amounts and changes need not be."""
    for key, number in report.numbers.items():
        if key.rpartition(".")[2] in {"charged", "amount", "change"}:
            continue
        if number < 0 or number % 1:
            message = f"这一格是{shown(number)}，应当是不小于 0 的整数"
            part, line, column = report.place(key)
            yield Fault(Code.NUMBER, Severity.ERROR, part, message, line, column, cells=(key,))


def _fault(diagnosis: Diagnosis, form: NationalForm, numbers: Numbers) -> Fault:
    """In the words of the form: where, both sides of each sum, and what would mend it."""
    best, rules = diagnosis.best, {one.rule for one in diagnosis.identities}
    cell = best.cells[0].removeprefix(BEFORE)
    part, line, column = place(form, cell)
    code = next((_CODES[rule] for rule in _CODES if rules == {rule}), Code.IDENTITY)
    if best.is_swap:
        code = Code.SWAPPED
    severity = Severity.WARNING if code is Code.NORMATIVE else Severity.ERROR
    sums = [in_words(one, form, numbers) for one in diagnosis.identities]
    message = "；".join(sums[:_MOST_CELLS]) + ("等" if len(sums) > _MOST_CELLS else "")
    if code is Code.NORMATIVE:
        message += "。清理、补登记可以造成差额，请说明原因"
    return Fault(
        code, severity, part, message, line, column, _likely(diagnosis, form, numbers), best.cells
    )


def in_words(identity: Identity, form: NationalForm, numbers: Numbers) -> str:
    """商业企业：本年新收＋上年结转＝3＋1＝4，办理结果总计＋结转下年度＝3＋0＝3."""
    left, right = identity.sums(numbers)
    _, line, column = place(form, identity.left[0].removeprefix(BEFORE))
    about = line if identity.rule in {Rule.TOTAL, Rule.REMEDIES} else column
    if identity.rule is Rule.NORMATIVE:
        about = "行政规范性文件"
    names = identity.rule.value.split("＝")
    sides = (
        f"{name}为{_added(cells, numbers)}"
        for name, cells in zip(names, _as_said(identity), strict=True)
    )
    difference = shown(abs(left - right))
    return f"{about}：{'，'.join(sides)}，相差{difference}"


def _as_said(identity: Identity) -> tuple[tuple[str, ...], ...]:
    """Both sides as the words of the rule have them: 废止 is taken away there."""
    if identity.rule is not Rule.NORMATIVE:
        return identity.left, identity.right
    in_force, abolished = identity.left
    return (in_force,), (*identity.right, f"-{abolished}")


def _added(cells: tuple[str, ...], numbers: Numbers) -> str:
    signed = [-numbers[cell[1:]] if cell.startswith("-") else numbers[cell] for cell in cells]
    total = sum(signed, Decimal(0))
    told = [shown(number) for number in signed if number]
    if len(cells) == 1 or len(told) < 2:
        return shown(total)
    return f"{'＋'.join(told).replace('＋-', '－')}＝{shown(total)}"


def _likely(diagnosis: Diagnosis, form: NationalForm, numbers: Numbers) -> str:
    ways = [_way(one, form, numbers) for one in diagnosis.corrections]
    best = ways[0]
    if len(ways) == 1:
        return f"最可能的错处：{best}"
    more = f"等{len(ways)}种可能" if len(ways) > _MOST_NAMED else ""
    return f"可能的错处：{'；或者'.join(ways[:_MOST_NAMED])}{more}"


def _way(correction: Correction, form: NationalForm, numbers: Numbers) -> str:
    """What one would have to change."""
    if correction.is_swap:
        return _exchange(correction, form)
    changes = (
        f"{_named(cell, form)}应为{shown(number)}（现为{shown(numbers[cell])}）"
        for cell, number in correction.changes
    )
    return "，".join(changes)


def _exchange(correction: Correction, form: NationalForm) -> str:
    columns = dict.fromkeys(place(form, cell)[2] for cell in correction.cells)
    lines = dict.fromkeys(place(form, cell)[1] for cell in correction.cells)
    both = "”与“".join(columns)
    where = f"“{next(iter(lines))}”一行的" if len(lines) == 1 else ""
    return f"{where}“{both}”{'两格' if where else '两栏'}填反了"


def _named(cell: str, form: NationalForm) -> str:
    _, line, column = place(form, cell.removeprefix(BEFORE))
    year = "上年报告的" if cell.startswith(BEFORE) else ""
    return f"{year}“{line}”的“{column}”"


def shown(number: Decimal) -> str:
    """1061, 3.5: no trailing zeros, no exponent."""
    return f"{number.normalize():f}" if number else "0"
