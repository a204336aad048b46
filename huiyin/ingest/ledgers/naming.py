"""Names of columns as offices write them: with marks of duty, codes, numbers and hints of format."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from huiyin.casework.cells import CellError, plain_text
from huiyin.casework.ledgers import Column

_WORD = r"(?:非必填|条件必填|必填|选填|可选填|可选|可空|必录|选录)项?"
_DUTY = re.compile(
    rf"[(\[【<]{_WORD}[)\]】>]|(?<=[(\[【<]){_WORD}[,;:、]|[,;:、/-]?{_WORD}$|^{_WORD}[,;:、]?"
)
_HINTS_AT_DUTY = re.compile("[填选录空]")
_NO_CODE = re.compile(r"[^a-z0-9_]")
_PLACE = re.compile(r"^[(]?[0-9]{1,2}[.、)]")
_HINT = re.compile(
    r"\((?:yyyy|如|例|格式|文本|字符|日期|数字|数值|[0-9]+(?:个)?字|不超过|限|填写|请|c\(|n\(|下拉|单选|以).*\)$"
)


def norm(text: Any) -> str:
    """A header without differences of width, spaces, case or the mark of a required column."""
    try:
        plain = plain_text(text)
    except CellError:
        return ""
    folded = "".join(unicodedata.normalize("NFKC", plain).split()).strip("*★※").casefold()
    return _DUTY.sub("", folded).strip("*★※") if _HINTS_AT_DUTY.search(folded) else folded


def known(cell: Any, by_name: dict[str, Column]) -> Column | None:
    """The column that a header names."""
    name = norm(cell)
    if not name or name in by_name:
        return by_name.get(name)
    return next((by_name[part] for part in _parts(name) if part in by_name), None)


def _parts(name: str) -> Iterator[str]:
    """What may be the name in a header that says more: 3.决定日期(yyyy/mm/dd), 决定日期xk_jdrq.

    Brackets that say something else than a format stay: 代码_2(工商注册号) is not 代码_2.
    """
    short = _PLACE.sub("", _HINT.sub("", name))
    yield short
    for code in _NO_CODE.sub(" ", short).split():
        if "_" in code.strip("_"):
            yield code
            yield short.replace(code, "").replace("()", "").strip("-_/:")


def names_of(columns: Iterable[Column]) -> dict[str, Column]:
    """Columns by every name that a header may have."""
    return {norm(name): column for column in columns for name in column.names}
