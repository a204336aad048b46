"""回执表: a platform's table of answers, whatever it calls its columns (`ReceiptWord`)."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from huiyin.casework.cells import CellError, Day
from huiyin.ingest.ledgers.naming import norm
from huiyin.ingest.tables.sheets import LedgerFileError, Sheet, open_source

from .answers import Answer
from .models import ReceiptWord, Result

LOOK_AT = 10
RESULTS = frozenset(Result.values)
NEEDED = {"reference": "文书号", "result": "回执结果"}


@dataclass(frozen=True)
class Words:
    """Head → what it holds, and word → result, as a platform writes them."""

    heads: Mapping[str, str]
    results: Mapping[str, str]

    @classmethod
    def on(cls, day: date) -> Self:
        """As they are known on that day."""
        rows = ReceiptWord.objects.filter(valid_from__lte=day).order_by("valid_from", "pk")
        known = {norm(word): meaning for word, meaning in rows.values_list("word", "meaning")}
        return cls(
            {word: meaning for word, meaning in known.items() if meaning not in RESULTS},
            {word: meaning for word, meaning in known.items() if meaning in RESULTS},
        )


def read(content: bytes, name: str, words: Words) -> list[Answer]:
    """The answers of a table, with their lines.

    Raises:
        LedgerFileError: unreadable, no such table, or a word of it means no result.
    """
    source = open_source(io.BytesIO(content), name)
    for sheet in source.sheets:
        found = _heads(sheet, words.heads)
        if found is not None:
            return list(_answers(sheet, *found, words.results))
    raise LedgerFileError(
        f"前{LOOK_AT}行里没有找到回执的表头，需要有“文书号”和“回执结果”两列，可以另有“原因”“日期”“批次号”“校验码”"
    )


def _heads(sheet: Sheet, heads: Mapping[str, str]) -> tuple[int, dict[str, int]] | None:
    """Number of the row of heads and the place of each known one."""
    for index, cells in enumerate(sheet.rows[:LOOK_AT]):
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            if meaning := heads.get(norm(cell)):
                places.setdefault(meaning, place)
        if NEEDED.keys() <= places.keys():
            return index, places
    return None


def _answers(
    sheet: Sheet, index: int, places: Mapping[str, int], results: Mapping[str, str]
) -> Iterator[Answer]:
    for line, cells in enumerate(sheet.rows[index + 1 :], start=index + 2):
        said = {name: _text(cells, place) for name, place in places.items()}
        if not said["reference"]:
            continue
        result = results.get(norm(said["result"]))
        if result is None:
            raise LedgerFileError(
                f"第 {line} 行的回执结果“{said['result'][:20]}”不认识，请改为“通过”“退回”或者“需修改”，"
                "或者请信息公开负责人在“报送规定”里添加这个写法"
            )
        yield Answer(
            said["reference"],
            result,
            said.get("said", ""),
            _day(cells, places.get("day"), line),
            said.get("batch", ""),
            said.get("digest", ""),
            line,
        )


def _text(cells: list[Any], place: int) -> str:
    return str(cells[place]).strip() if place < len(cells) and cells[place] is not None else ""


def _day(cells: list[Any], place: int | None, line: int) -> date | None:
    if place is None or place >= len(cells) or cells[place] in ("", None):
        return None
    raw = cells[place]
    if isinstance(raw, datetime):
        return raw.date()
    try:
        day: date | None = Day().read(raw)
    except CellError as error:
        raise LedgerFileError(f"第 {line} 行的回执日期：{error}") from None
    return day
