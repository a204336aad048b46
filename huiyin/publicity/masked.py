"""What everybody may read of a record about somebody: free text without what is personal."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from huiyin.common import masking
from huiyin.personal.traces import Known, masked, traces
from huiyin.web.tables import Column, fields

from .holders import ShownHolder

R = TypeVar("R", bound=ShownHolder)
NUMBERS = ("representative_id", "holder_id")
"""Columns with the number of a person's paper; a kind may have fewer."""


def _nobody(record: Any) -> Iterable[Known]:
    return ()


def representative(record: Any) -> Iterable[Known]:
    """法定代表人, for a kind whose free texts may not name him in full."""
    if record.representative:
        yield Known("法定代表人", record.representative, masking.name)


@dataclass(frozen=True)
class Masked(Generic[R]):
    """The texts of one kind of record as the public may read them.

    `others` are people beside the holder whom a record knows, and whose names are shortened.
    """

    model: type[Any]
    others: Callable[[R], Iterable[Known]] = _nobody

    def people(self, record: R) -> Iterator[Known]:
        """Everybody whom the record knows by a number, and by name who may not be named in full."""
        for column in NUMBERS:
            if value := getattr(record, column, ""):
                yield Known("证件号码", value, masking.identity_number)
        yield from self.others(record)
        if record.is_person:
            yield Known("行政相对人", record.holder_name, masking.name)

    def told(self, record: R, name: str) -> str:
        """The text in this column; without personal numbers, homes and whole names of its people."""
        text: str = getattr(record, name)
        people = self.people(record)
        hits = traces(text, people, may_name_offices=True, doubtful=record.is_person)
        return masked(text, hits) if hits else text

    def texts(self, *names: str) -> Iterator[Column[Any]]:
        """Columns of free text under their own names."""
        for column, name in zip(fields(self.model, *names), names, strict=True):
            yield replace(column, cell=self._told(name))

    def _told(self, name: str) -> Callable[[R], str]:
        return lambda record: self.told(record, name)

    def holder(self, record: R) -> str:
        """A natural person shortened; the name of an organisation may hold something personal."""
        return record.shown_holder if record.is_person else self.told(record, "holder_name")

    def code(self, record: Any) -> str:
        """统一社会信用代码, of organisations and sole traders alone."""
        return "" if record.is_person else str(record.holder_uscc)
