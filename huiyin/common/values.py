"""A stored value as a person reads it: on the desk, on the portal, in a file."""

from collections.abc import Callable
from typing import Any


def choice_text(value: Any, label: Any) -> str:
    """A choice in words; where the stored value is itself the official word, that word."""
    return str(label) if str(value).isascii() else str(value)


def in_words(record: Any, column: Any) -> Any:
    """The value of a column in words: labels of choices, 是 or 否, all else as it is."""
    return reader(column)(record)


def reader(column: Any) -> Callable[[Any], Any]:
    """What reads this column of any record as `in_words` does."""
    name, words = column.name, dict(column.flatchoices)

    def read(record: Any) -> Any:
        value = getattr(record, name)
        if value is None or value == "":
            return value
        if words:
            return choice_text(value, words.get(value, value))
        if value is True or value is False:
            return "是" if value else "否"
        return value

    return read
