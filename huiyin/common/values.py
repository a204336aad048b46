"""A stored value as a person reads it: on the desk, on the portal, in a file."""

from typing import Any


def choice_text(value: Any, label: Any) -> str:
    """A choice in words; where the stored value is itself the official word, that word."""
    return str(label) if str(value).isascii() else str(value)


def in_words(record: Any, column: Any) -> Any:
    """The value of a column in words: labels of choices, 是 or 否, all else as it is."""
    value = getattr(record, column.name)
    if value in (None, ""):
        return value
    if column.flatchoices:
        return choice_text(value, dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return value
