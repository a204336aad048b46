"""From a file to rows of cells. An unreadable file is refused with one sentence, before storing."""

import csv
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from huiyin.common.confined import Work, confined
from huiyin.common.formulas import unmarked

from . import older
from .packed import Rows, packed
from .unread import NoPlaceError, Unread, column_index, has_unread, put_back

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_ROWS = 100_000
MOST_CELLS = 17_000_000
"""The reader fills the rectangle up to the last cell; with two cells far apart the message names
their place. Counts that a file hides meet the limits of the child process.
"""
MOST_VALUES = 5_000_000
"""Cells up to the last one of each row, of all sheets."""

_HELD = 20_000
"""Different texts of a table that are held once each: what is chosen from few words."""

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_CORNER = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,10})[\"']")
_FAR = re.compile(rb"r\s*=\s*[\"'](?:([A-Za-z]{2,3})\d|[A-Za-z]\d{6})")
"""Begins with a letter, by which a search of 100 MB is three times as fast; another attribute costs a closer look."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class LedgerFileError(Exception):
    """The file cannot be taken in; the message says what to do."""


@dataclass
class Sheet:
    """One sheet: all rows from the first one on, each a list of cells."""

    name: str
    rows: Rows
    is_csv: bool = False
    begins_1904: bool = False
    """Days of this workbook count from 1904, as Excel for Mac once did."""


@dataclass
class Source:
    """A file that was read: its name, digest and sheets (hidden ones left out)."""

    name: str
    sha256: str
    sheets: list[Sheet] = field(repr=False)


def open_source(source: Path | str | BinaryIO, name: str = "") -> Source:
    """Read a file or a binary stream; a file that is too large is refused before it is read.

    Raises:
        LedgerFileError: too large, unreadable, or no table.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        name = name or path.name
        try:
            _check_size(path.stat().st_size)
            content = path.read_bytes()
        except OSError as error:
            raise LedgerFileError(f"打不开文件 {path.name}：{error.strerror}") from error
    else:
        content = source.read(MOST_BYTES + 1)
    _check_size(len(content))
    if not content.strip():
        raise LedgerFileError("文件是空的，请选择有内容的 .xlsx、.xls 或 .csv 文件")
    return Source(name, hashlib.sha256(content).hexdigest(), sheets(content))


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise LedgerFileError(
            f"文件有 {size / 1048576:.0f} MB，最大 {MOST_BYTES // 1048576} MB，请按年度拆分后导入"
        )


@confined(Work.READING, refusal=LedgerFileError)
def sheets(content: bytes) -> list[Sheet]:
    """The sheets that are shown; the only one of a CSV file.

    Raises:
        LedgerFileError: it cannot be read, or not within the limits.
    """
    if content.startswith(_ZIP):
        return list(_xlsx(content))
    if content.startswith(_OLE):
        return _older(older.xls(content))
    if older.is_sheet_xml(content):
        return _older(older.sheet_xml(content))
    if older.is_html(content):
        return _older(older.html(_decode(content)))
    return [_csv(content)]


def _older(tables: Iterator[tuple[str, list[list[Any]]]]) -> list[Sheet]:
    """Sheets of .xls and of what is saved under that name."""
    read, values = [], 0
    try:
        for name, rows in tables:
            read.append(Sheet(name, packed(_tight(rows))))
            values += read[-1].rows.cells
            if values > MOST_VALUES:
                raise LedgerFileError("工作簿的格子太多，请按年度拆分后导入")
    except (CalamineError, OSError, *older.UNREADABLE) as error:
        raise LedgerFileError(
            "这个旧版 .xls 读不出来，可能加了密码或已损坏；请去掉密码并另存为 .xlsx 后再导入"
        ) from error
    if not read:
        raise LedgerFileError("文件里没有表格，请选择含有台账表格的文件")
    return read


def _xlsx(content: bytes) -> Iterator[Sheet]:
    parts, begins_1904 = _sheet_parts(content)
    values = 0
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        for name in names:
            if name in parts:
                xml = _part(content, parts[name])
                _check_area(xml)
                if not has_unread(xml):
                    xml = b""  # a hundred megabytes, beside what follows
                rows = _rows(book.get_sheet_by_name(name))
                whole = _with_unread(list(rows), xml) if xml else rows
                sheet = Sheet(name, packed(_tight(whole)), begins_1904=begins_1904)
                values += sheet.rows.cells
                if values > MOST_VALUES:
                    raise LedgerFileError("工作簿的格子太多，请按年度拆分后导入")
                yield sheet
    except (CalamineError, OSError, ValueError) as error:
        raise LedgerFileError(
            "工作簿已损坏，读不出内容；请用 Excel 打开后另存一份再导入"
        ) from error


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """One by one from cell A1 on: all at once every cell would have a text of its own."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield [*before, *row]


def _sheet_parts(content: bytes) -> tuple[dict[str, str], bool]:
    """Sheet name → its part of the package, and whether days count from 1904; refuses what is no workbook or unpacks too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            if "xl/workbook.xml" not in names:
                raise LedgerFileError(
                    "这不是 .xlsx 工作簿（可能是改了扩展名的其他文件），请另存为 .xlsx 后再导入"
                )
            if sum(info.file_size for info in package.infolist()) > MOST_UNPACKED:
                raise LedgerFileError("工作簿解压后过大，请删除多余的空白格式行或按年度拆分后导入")
            links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat ≥ 2.4 stops entity bombs
            book = ElementTree.fromstring(package.read("xl/workbook.xml"))  # noqa: S314 - as above
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        ElementTree.ParseError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise LedgerFileError("文件不完整或已损坏，请重新下载或另存为 .xlsx 后再导入") from error
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    parts = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names and "worksheets/" in part:
            parts[str(sheet.get("name"))] = part
    settings = book.find("{*}workbookPr")
    return parts, settings is not None and settings.get("date1904") in {"1", "true"}


def _part(content: bytes, part: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            xml: bytes = package.read(part)
            return xml
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise LedgerFileError("文件不完整或已损坏，请重新下载或另存为 .xlsx 后再导入") from error


def _check_area(xml: bytes) -> None:
    """Refuse a sheet whose area, last row times last column, is too large."""
    far = {match[1] for match in _FAR.finditer(xml)}
    if None not in far and 100_000 * max((_index_of(c) for c in far), default=26) <= MOST_CELLS:
        return
    rows = columns = 1
    for match in _CORNER.finditer(xml):
        columns, rows = max(columns, _index_of(match[1])), max(rows, int(match[2]))
    if rows * columns > MOST_CELLS:
        raise LedgerFileError(
            f"工作表用到了第 {rows} 行、第 {columns} 列，多半是远处有误填的格子；"
            "请删除数据以外的行和列，另存后再导入"
        )


def _index_of(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    return column_index(letters.decode()) + 1


def _tight(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Rows without the blank cells at their end; words that repeat are held once."""
    held: dict[str, str] = {}
    for row in rows:
        while row and row[-1] in ("", None) and row[-1].__class__ is not Unread:
            row.pop()
        hold = held.setdefault if len(held) < _HELD else held.get
        yield [hold(cell, cell) if cell.__class__ is str else cell for cell in row]


def _with_unread(rows: list[list[Any]], xml: bytes) -> list[list[Any]]:
    try:
        return put_back(rows, xml)
    except NoPlaceError as error:
        raise LedgerFileError(f"工作簿里有公式错误（{error}），请改为实际内容后再导入") from error


def column_letters(index: int) -> str:
    """0 → A, 26 → AA: how Excel names a column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _csv(content: bytes) -> Sheet:
    text = _decode(content)
    head = text[:20_000].splitlines()[:10]
    delimiter = max(",;\t", key=lambda mark: max((line.count(mark) for line in head), default=0))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = packed([unmarked(cell) for cell in line] for line in lines)
    except csv.Error as error:
        raise LedgerFileError(
            f"CSV 文件的引号或分隔符有误，无法分列（{error}），请另存为 .xlsx 后再导入"
        ) from error
    return Sheet("", rows, is_csv=True)


def _decode(content: bytes) -> str:
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LedgerFileError("这不是 .xlsx 或 .csv 文件，请另存为 .xlsx 后再导入")
    encodings = (
        ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    )
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LedgerFileError("看不懂文件的编码，请另存为 .xlsx 或 UTF-8 编码的 .csv 后再导入")
