"""What has to be said beside a record on view, and no column of it knows: 异议处理中."""

from collections.abc import Callable

from .models import Publicised

Mark = Callable[[Publicised], str]
_marks: list[Mark] = []


def declare(mark: Mark) -> None:
    """`mark` returns a sentence for the public, or nothing; it is asked on each record page."""
    _marks.append(mark)


def of(record: Publicised) -> list[str]:
    """The sentences that hold of this record now."""
    return [said for mark in _marks if (said := mark(record))]
