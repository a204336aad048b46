"""A workbook of one long sheet, written row by row into its package as the rows come.

XlsxWriter makes the package and knows how a sheet looks, on a sheet of one cell a kind; the rows
are then written in their place. Its own rows cost three times as much: for each cell it makes an
object and asks which rows and columns have a format. Here one row is alive at a time, and nothing
waits on a disk: what is written is packed at once.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from math import isfinite
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

Cell = str | int | float | Decimal | date | None
MOST_ROWS = 1_048_576
"""Of a sheet, with its heads."""
MOST_CHARACTERS = 32_767
"""Of a cell, in the units of UTF-16."""
EXACT_DIGITS = 15
"""Of a number; a longer one goes out as text, or a spreadsheet would round it."""
_FIRST_YEAR = 1901
"""A day before it is a text: spreadsheets disagree on the leap day of 1900."""
_DAY_ZERO = date(1899, 12, 30)
_SHEET = "xl/worksheets/sheet1.xml"
_STYLE = re.compile(r'<c r="A([123])"( s="\d+")?')
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ROWS_AT_ONCE = 100


@dataclass(frozen=True)
class Look:
    """How a workbook's sheet looks; formats are those of XlsxWriter."""

    head: Mapping[str, object] | None = field(
        default_factory=lambda: {"bold": True, "bg_color": "#EAF0F8"}
    )
    widths: Sequence[int] | int = 18
    """Of the columns, or of each."""
    text: Mapping[str, object] | None = None
    """Of the cells that are texts, and of the columns."""
    is_frozen: bool = True
    """The head stays while one scrolls."""
    is_printed: bool = False
    """Landscape, as wide as the paper, the head on each page."""


USUAL = Look()


def write(
    file: IO[bytes],
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    look: Look,
    made: datetime | None = None,
) -> None:
    """A sheet of that title into a file that can be read from its beginning again.

    Raises:
        ValueError: more rows than a sheet has, or a number that is none.
    """
    frame = zipfile.ZipFile(_frame(title, len(heads), look, made))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for part in frame.infolist():
            if part.filename != _SHEET:
                package.writestr(part, frame.read(part))
        part = zipfile.ZipInfo(_SHEET)  # the same rows are the same file, on any day
        part.compress_type = zipfile.ZIP_DEFLATED
        sheet = frame.read(_SHEET).decode()
        before, after = _around(sheet)
        with package.open(part, "w") as stream:
            stream.write(before.encode())
            for piece in _pieces(_lines(heads, rows, _styles(sheet))):
                stream.write(piece)
            stream.write(after.encode())


def _frame(title: str, width: int, look: Look, made: datetime | None) -> BytesIO:
    """A workbook with that look: cells like a head, a text and a day below each other."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        if made:
            book.set_properties({"created": made})
        sheet = book.add_worksheet(title[:31])
        text = book.add_format(dict(look.text)) if look.text else None
        if look.is_frozen:
            sheet.freeze_panes(1, 0)
        if look.is_printed:
            sheet.set_landscape()
            sheet.repeat_rows(0)
            sheet.fit_to_pages(1, 0)
        widths = [look.widths] * width if isinstance(look.widths, int) else look.widths
        for column, wide in enumerate(widths):
            sheet.set_column(column, column, wide, text)
        head = book.add_format(dict(look.head)) if look.head else None
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, kind in enumerate((head, text, day)):
            sheet.write_number(row, 0, 0, kind)
    return file


def _around(sheet: str) -> tuple[str, str]:
    """What stands before and after the rows; without their extent, which nobody knows yet."""
    before, data, rest = sheet.partition("<sheetData>")
    start, _, more = before.partition("<dimension ")
    _, _, after_extent = more.partition("/>")
    _, end, after = rest.partition("</sheetData>")
    return f"{start}{after_extent}{data}", f"{end}{after}"


@dataclass(frozen=True, slots=True)
class _Styles:
    """Attributes of a cell of each kind; a number looks like a text."""

    head: str
    text: str
    day: str


def _styles(sheet: str) -> _Styles:
    return _Styles(*(style for _, style in sorted(_STYLE.findall(sheet))))


def _lines(heads: Sequence[str], rows: Iterable[Sequence[Cell]], styles: _Styles) -> Iterator[str]:
    names = (
        _text(f"{letters}1", styles.head, name)
        for letters, name in zip(_columns(len(heads)), heads, strict=True)
    )
    yield f'<row r="1">{"".join(names)}</row>'
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise ValueError(f"a sheet has {MOST_ROWS} rows")
        cells = [
            _text(f"{letters}{number}", styles.text, cell)
            if cell.__class__ is str
            else _cell(f"{letters}{number}", cell, styles)
            for letters, cell in zip(_columns(len(row)), row, strict=True)
            if cell is not None and cell != ""
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'


@cache
def _columns(width: int) -> list[str]:
    """A, B, … AA: the names of so many columns."""
    return [xl_col_to_name(column) for column in range(width)]


def _text(place: str, style: str, text: Any) -> str:
    """A cell of text, never a formula, with its blanks."""
    if len(text) > MOST_CHARACTERS // 2:
        text = _cut(text)
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(_escaped, text)
    keeps = ' xml:space="preserve"' if text != text.strip() else ""
    return f'<c r="{place}"{style} t="inlineStr"><is><t{keeps}>{text}</t></is></c>'


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")[: 2 * MOST_CHARACTERS]
    return units.decode("utf-16-le", "ignore")


def _escaped(match: re.Match[str]) -> str:
    """A sign that XML does not have, as a spreadsheet writes it: `_x0007_`; so a text that looks like it."""
    sign = match[0]
    if len(sign) > 1:
        return f"_x005F{sign}"
    return _MARKUP.get(sign) or f"_x{ord(sign):04X}_"


def _cell(place: str, cell: Any, styles: _Styles) -> str:
    """A cell that is no plain text, by its kind."""
    if isinstance(cell, bool):
        return f'<c r="{place}"{styles.text} t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, date) and cell.year >= _FIRST_YEAR:
        return f'<c r="{place}"{styles.day}><v>{_serial(cell):.16G}</v></c>'
    is_exact = isinstance(cell, int | Decimal) and len(str(abs(cell))) <= EXACT_DIGITS
    if is_exact or isinstance(cell, float):
        if not isfinite(cell):
            raise ValueError(f"{place}: {cell} is no number")
        return f'<c r="{place}"{styles.text}><v>{cell:.16G}</v></c>'
    return _text(place, styles.text, str(cell))


def _serial(day: date) -> float:
    """Days since 1899-12-30, as a spreadsheet counts them."""
    if not isinstance(day, datetime):
        return (day - _DAY_ZERO).days
    if day.tzinfo:
        raise ValueError(f"{day}: a cell has no time zone")
    return (day - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001 - as above


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Some rows together: packing costs less for each."""
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == _ROWS_AT_ONCE:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()
