"""What learning is given, and how much of it there must be."""

from dataclasses import dataclass

PERSONS = 5
"""What fewer different persons wrote is not learned: it could tell of one of them."""
CASES = 10
"""Cases of a class, below which nothing can be said of it."""
MOST_CASES = 50_000
"""The newest; more make it slower and no better."""


@dataclass(frozen=True)
class Case:
    """A closed case: its text as `reading.plain` gives it, where it went, and whose it was."""

    text: str
    key: str
    person: str


@dataclass(frozen=True)
class Class:
    """One place a case can go: the key that is stored, its name, and words about what belongs there."""

    key: str
    name: str
    words: str = ""


class TooFewError(Exception):
    """There is not enough to learn from."""
