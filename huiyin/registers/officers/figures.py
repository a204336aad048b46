"""Figures of the list of officers."""

from huiyin.figures.dated import Span
from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, declare

from .models import Officer

OFFICERS = Ledger(
    Officer,
    facts={"withdrawn_on": ()},
    approved="approved_on",
    span=Span(since="issued_on", last="valid_until", past="past_certificates"),
)


def officers(on: AsOf) -> Condition:
    """With a valid certificate on the last day of the period."""
    return on.stands() & on.not_yet("withdrawn_on")


declare(
    Figure(
        "registers.officers",
        "在册行政执法人员",
        "人",
        "统计期末执法证在有效期内且未注销的行政执法人员",
        OFFICERS,
        officers,
        version=2,
    )
)
