"""A text in a cell of CSV that no spreadsheet takes for a formula, and the text of such a cell.

A Chinese spreadsheet also takes the wide signs for those of a formula.
"""

import re

_BEGINS_LIKE_ONE = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def marked(text: str) -> str:
    """With the mark of a text where it begins like a formula."""
    return f"'{text}" if _BEGINS_LIKE_ONE.match(text) else text


def unmarked(cell: str) -> str:
    """What was written with `marked`, as it was."""
    return cell[1:] if cell[:1] == "'" and _BEGINS_LIKE_ONE.match(cell) else cell
