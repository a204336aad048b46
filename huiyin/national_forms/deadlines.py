"""公布期限: by when the report of a year must be public. Pure."""

from datetime import date


def due_on(year: int, *, is_government: bool) -> date:
    """政府信息公开条例第四十九条 — a department by 31 January, a government by 31 March of the next year."""
    return date(year + 1, 3, 31) if is_government else date(year + 1, 1, 31)
