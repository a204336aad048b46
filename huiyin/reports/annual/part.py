"""One agency's report in a sum over agencies, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from huiyin.reports.models import AnnualReport


@dataclass(frozen=True)
class Part:
    """Frozen here, or received as a file."""

    name: str
    """As the agency was called at the end of the year; of a file that names none the file's."""
    values: Mapping[str, Decimal]
    faults: tuple[str, ...]
    report: AnnualReport | None = None
    file: str = ""

    @property
    def is_in(self) -> bool:
        return bool(self.values)

    def with_fault(self, words: str) -> "Part":
        return replace(self, faults=(*self.faults, words))
