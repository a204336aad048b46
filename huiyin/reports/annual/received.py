"""收到的报告: files of agencies that do not work here, as parts of the sum over agencies.

A file is read and tried by `report_audit`, added up, and not kept. Nothing is guessed: of two
reports of one agency that differ none counts, a number that could not be read is named.
"""

from collections.abc import Iterator, Sequence

from huiyin.common import folding
from huiyin.national_forms.forms import NationalForm
from huiyin.national_forms.identities import cells
from huiyin.report_audit.audit import Result
from huiyin.report_audit.overview import Overview
from huiyin.report_audit.report import Code

from .part import Part

NAMED = frozenset({Code.LATE, Code.FORM, Code.NORMATIVE, Code.BLANK})
"""Questions that concern the sum: late, another form, numbers that do not follow."""


def parts(overview: Overview, year: int, form: NationalForm) -> Iterator[Part]:
    """One for each agency that sent a file of the year, and one for each file that cannot count."""
    for file in overview.unread:
        yield Part(file.name, {}, (f"读不出：{file.reason}",), file=file.name)
    by_agency: dict[str, list[Result]] = {}
    for result in overview.results:
        report = result.report
        if report.year == year and report.agency:
            by_agency.setdefault(folding.letters(report.agency), []).append(result)
        elif report.year != year - 1:
            yield Part(report.agency or report.name, {}, (_why_not(result),), file=report.name)
    for results in by_agency.values():
        yield _part(results, form)


def _why_not(result: Result) -> str:
    report = result.report
    if report.year is None:
        return "看不出是哪一年的报告"
    return f"是{report.year}年的报告" if report.agency else "看不出是哪个机关的报告"


def _part(results: Sequence[Result], form: NationalForm) -> Part:
    """Of files that say the same the first; of files that differ none."""
    first, *others = [one.report for one in results]
    names = "、".join(one.name for one in (first, *others))
    if any(one.numbers != first.numbers for one in others):
        fault = f"收到 {len(results)} 份数字不同的报告（{names}），请只留正确的一份"
        return Part(first.agency, {}, (fault,), file=names)
    faults = [f"收到 {len(results)} 份相同的报告（{names}），只计一份"] if others else []
    values = {key: number for key, number in first.numbers.items() if key in cells(form)}
    if beside := len(first.numbers) - len(values):
        faults.append(f"有 {beside} 格不在本年度的格式里，没有计入")
    faults += [
        "：".join(filter(None, (one.where, one.message)))
        for one in results[0].faults
        if one in results[0].errors or one.code in NAMED
    ]
    return Part(first.agency, values, tuple(faults), file=first.name)


def joined(own: Sequence[Part], received: Sequence[Part], expected: Sequence[str]) -> list[Part]:
    """Both together: a frozen report counts before a file of the same agency; who sent nothing is named."""
    files = {folding.letters(part.name): part for part in received if part.is_in}
    whole = [_with_file(part, _of(part.name, files)) for part in own]
    known = [part.name for part in whole]
    rest = [part for part in received if not part.is_in or not _is_among(part.name, known)]
    missing = [
        Part(name, {}, ("没有收到",))
        for name in expected
        if not _is_among(name, [*known, *(part.name for part in rest)])
    ]
    return [*whole, *rest, *missing]


def _with_file(part: Part, file: Part | None) -> Part:
    if file is None:
        return part
    if not part.is_in:
        return file.with_fault(f"本系统里的{part.faults[0]}，按文件计") if part.report else file
    differing = [key for key, value in part.values.items() if file.values.get(key) != value]
    said = f"收到的文件（{file.file}）与定稿的报告有 {len(differing)} 格不同，按定稿计"
    return part.with_fault(said) if differing else part


def _of(name: str, files: dict[str, Part]) -> Part | None:
    wanted = folding.letters(name)
    return next((part for letters, part in files.items() if _is_same(letters, wanted)), None)


def _is_among(name: str, names: Sequence[str]) -> bool:
    wanted = folding.letters(name)
    return any(_is_same(folding.letters(one), wanted) for one in names)


def _is_same(one: str, other: str) -> bool:
    """云溪市水务局 and 水务局 are one agency."""
    return bool(one and other) and (one.endswith(other) or other.endswith(one))
