"""From a cell to a value and back: one reader a kind of cell. No reader guesses: what is unclear is refused."""

from .choices import Choice, Reference, choice_of, yes_or_no
from .days import Day
from .numbers import DecimalNumber, Money, Whole, Yuan
from .several import Several
from .texts import (
    CUT,
    ERRORS,
    EXCEL_CELL,
    Address,
    CellError,
    Code,
    Number,
    Paragraphs,
    Reader,
    Uscc,
    plain_text,
)

__all__ = [
    "CUT",
    "ERRORS",
    "EXCEL_CELL",
    "Address",
    "CellError",
    "Choice",
    "Code",
    "Day",
    "DecimalNumber",
    "Money",
    "Number",
    "Paragraphs",
    "Reader",
    "Reference",
    "Several",
    "Uscc",
    "Whole",
    "Yuan",
    "choice_of",
    "plain_text",
    "yes_or_no",
]
