"""The rows of a table, as a workbook or CSV; without Django."""

import csv
import io
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from huiyin.common.confined import Work, confined


class NoTableError(ValueError):
    """It cannot be read; the message says what to do."""


@confined(Work.READING, refusal=NoTableError)
def table_of(content: bytes, name: str, most: int) -> list[list[Any]]:
    """The first `most` rows.

    Raises:
        NoTableError: neither, damaged, or not within the limits.
    """
    if name.lower().endswith(".csv"):
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                rows = csv.reader(io.StringIO(content.decode(encoding)))
                return [list(row) for row in islice(rows, most)]
            except (UnicodeDecodeError, csv.Error):
                continue
        raise NoTableError("文件读不出来，请另存为 xlsx 后再上传")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [list(row) for row in book.get_sheet_by_index(0).to_python(nrows=most)]
    except (CalamineError, IndexError, ValueError, OSError) as error:
        raise NoTableError("文件打不开，请另存为 xlsx 或者 csv 后再上传") from error
