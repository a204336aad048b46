"""One line of a record's page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One field on the record page; `can_reveal` draws the button 查看."""

    name: str
    label: str
    text: str
    is_long: bool
    is_masked: bool
    can_reveal: bool
    error: str = ""
