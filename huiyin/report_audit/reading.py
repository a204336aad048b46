"""读取: from the bytes of a file to a report, in a child process under limits. Knows nothing of Django."""

import re
from collections.abc import Iterator

from huiyin.checks import Severity
from huiyin.common.confined import Work, confined
from huiyin.national_forms.forms import NationalForm, form_of, forms
from huiyin.national_forms.identities import cells as cells_of

from . import chapters, labels, tables
from .papers import data, html, pdf, word
from .papers.values import Paper, Table, UnreadableReportError
from .report import Code, Fault, Report

KINDS = ("html", "htm", "shtml", "docx", "pdf", "json")
_SHOWN = 3
_NESTED = re.compile(r"／|/(?=[（(\d])")
"""Between a group and its line: 三/（三）不予公开/1.属于国家秘密, but not 本年增/减."""
_SENTENCE = "文件过大或结构异常，未能在限定的时间和内存内读完。请另存一份，删去多余的内容再试"


@confined(Work.READING, refusal=UnreadableReportError, sentence=_SENTENCE)
def read(content: bytes, name: str) -> Report:
    """The report in a file; its content says which kind it is.

    Raises:
        UnreadableReportError: nothing can be read from it; the message says what to do.
    """
    return understood(_paper(content), name)


def _paper(content: bytes) -> Paper:
    if content.startswith(b"%PDF-"):
        return pdf.read(content)
    if content.startswith(b"PK\x03\x04"):
        return word.read(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableReportError("这是旧版 Word 文件（doc），请另存为 docx 或者 PDF 再试")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return data.read(content)
    if not content.strip():
        raise UnreadableReportError("文件是空的，请重新选择")
    return html.read(content)


def understood(paper: Paper, name: str) -> Report:
    """What the paper says, and what was odd about reading it."""
    parts = chapters.parts_of(paper)
    cells = tables.read(item for item in paper.items if isinstance(item, Table))
    for path, text in paper.cells.items():
        if key := _named(path.split(data.SEPARATOR), paper.year):
            cells.put(key, text)
    about = chapters.about(paper, parts, name)
    report = Report(
        name=name,
        agency=about.agency,
        year=about.year,
        title=about.title,
        published_on=chapters.published_on(paper, parts),
        values=cells.values,
        opening=tuple(chapters.texts_of(parts.opening)),
        chapters={number: parts.texts(number) for number in sorted(parts.chapters)},
        is_data=paper.is_data,
    )
    faults = (*_remarks(paper, cells), *_blanks(report), *_missing(report, parts))
    return Report(**(vars(report) | {"faults": faults}))


def _named(path: list[str], year: int | None) -> str:
    """The cell that the words on the way to a number name."""
    words = [part for one in path for part in _NESTED.split(one)]
    for key in (words[-1], ".".join(words[-2:])):
        if key in labels.cells():
            return key
    place = int(words.pop()[1:]) if words[-1].startswith("#") else None
    for text in reversed(words):
        if kind := labels.proceeding([text]):
            return _of_remedy(kind, words[-1], place)
        if hit := labels.match(text, labels.disclosed_lines()):
            return _of_block(hit.key, words[-1], place or 0, year)
    column = "" if place is not None else labels.columns().get(labels.bare(words.pop()), "")
    keys = [column.key for column in forms()[-1].columns]
    if place is not None and place < len(keys):
        column = keys[place]
    lines = (labels.match(text, labels.lines()) for text in reversed(words))
    line = next((hit.key for hit in lines if hit), "")
    return f"{line}.{column}" if line and column else ""


def _of_remedy(kind: str, last: str, place: int | None) -> str:
    keys = list(labels.outcomes().values())
    if place is not None:
        return f"{kind}.{keys[place]}" if place < len(keys) else ""
    hit = labels.match(last, labels.outcomes())
    return f"{kind}.{hit.key}" if hit else ""


def _of_block(line: str, last: str, place: int, year: int | None) -> str:
    """By the head of the column, else by its place in the form of the year."""
    if hit := labels.match(last, labels.disclosed_columns()):
        return f"{line}.{hit.key}"
    own = form_of(year) if year else forms()[-1]
    blocks = [block for form in (own, *forms()) for block in form.blocks]
    columns = next(
        [column.key for column in block.columns]
        for block in blocks
        if line in {one.key for one in block.lines}
    )
    return f"{line}.{columns[place]}" if place < len(columns) else ""


def _remarks(paper: Paper, cells: tables.Cells) -> Iterator[Fault]:
    form = forms()[-1]
    for remark in paper.remarks:
        yield Fault(Code.READ, Severity.NOTICE, "", remark)
    if cells.is_by_place:
        yield Fault(Code.READ, Severity.NOTICE, "", "有的表头认不全，按格式的栏目顺序读取")
    names = {line.key: line.path[-1] for one in forms() for line in one.lines}
    for label, key in cells.misprints:
        message = f"“{label}”与格式不同，按“{names[key]}”读取"
        yield Fault(Code.LABEL, Severity.NOTICE, form.handled, message, line=names[key])
    for label in cells.strange:
        message = f"“{label}”不是格式里的项目，没有计入"
        yield Fault(Code.LABEL, Severity.WARNING, form.handled, message, line=label)


def _blanks(report: Report) -> Iterator[Fault]:
    """Blank cells once for each part; cells without a number each."""
    blank: dict[str, list[str]] = {}
    for key, value in report.values.items():
        part, line, column = report.place(key)
        if value.number is None:
            message = f"“{value.text}”不是数字，这一格没有参加核算"
            yield Fault(Code.UNREADABLE, Severity.ERROR, part, message, line, column, cells=(key,))
        elif not value.text:
            blank.setdefault(part, []).append(f"{line}（{column}）")
    for part, places in blank.items():
        shown = "、".join(places[:_SHOWN]) + ("等" if len(places) > _SHOWN else "")
        message = f"有{len(places)}格空白或者只有横线，按 0 核算：{shown}。没有数量应当填 0"
        yield Fault(Code.BLANK, Severity.WARNING, part, message)


def _missing(report: Report, parts: chapters.Parts) -> Iterator[Fault]:
    """Tables and lines that are not there; a table that is a picture is not guessed."""
    named, optional = cells_of(report.form), _optional(report.form)
    for number, part in enumerate(report.form.chapters[1:4], start=2):
        keys = [key for key, (of, _, _) in named.items() if of == part]
        absent = [key for key in keys if key not in report.values and key not in optional]
        if not any(key in report.values for key in keys):
            yield _no_table(report, parts, number, part)
            continue
        lines: dict[str, list[str]] = {}
        for key in absent:
            lines.setdefault(report.place(key)[1], []).append(report.place(key)[2])
        if len(lines) > _SHOWN:
            message = f"表格里没有找到{len(lines)}项：{'、'.join(list(lines)[:_SHOWN])}等"
            yield Fault(Code.LINE, Severity.ERROR, part, message)
            continue
        for line, columns in lines.items():
            message = f"表格里没有找到：{'、'.join(columns)}"
            yield Fault(Code.LINE, Severity.ERROR, part, message, line)


def _optional(form: NationalForm) -> frozenset[str]:
    return frozenset(
        f"{line.key}.{column.key}"
        for block in form.blocks
        if block.is_optional
        for line in block.lines
        for column in block.columns
    )


def _no_table(report: Report, parts: chapters.Parts, number: int, part: str) -> Fault:
    if parts.has_picture(number) and not parts.has_table(number):
        message = "这一部分的表格是图片，读不出数字，没有猜测。应当用可以复制的表格"
        return Fault(Code.PICTURE, Severity.ERROR, part, message)
    where = "数据文件里" if report.is_data else "文件里"
    return Fault(Code.TABLE, Severity.ERROR, part, f"{where}没有找到这一部分的表格")
