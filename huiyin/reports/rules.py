"""Who writes the yearly summary and the annual report."""

from huiyin.audit.actors import Actor, Place
from huiyin.editorial.rules import may_begin

from .models import AnnualReport

WRITE = "reports.write_summary"
VIEW_ANNUAL, WRITE_ANNUAL, CHECK_ANNUAL, KEEP_DATES = (
    "reports.view_annual",
    "reports.write_annual",
    "reports.check_annual",
    "reports.keep_annual_dates",
)


def may_write(actor: Actor, where: Place) -> bool:
    """Paragraphs, frame and measures of the summary."""
    return actor.may(WRITE, where)


def may_freeze(actor: Actor, report: AnnualReport) -> bool:
    """Whoever freezes the annual report drafts its manuscript."""
    return actor.may(WRITE_ANNUAL, report.agency_id) and may_begin(actor, report.agency_id)
