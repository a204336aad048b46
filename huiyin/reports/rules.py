"""Who writes the yearly summary, and who enters what was decided."""

from huiyin.audit.actors import Actor, Place

WRITE, KEEP_PLANS, VIEW_PLANS = (
    "reports.write_summary",
    "reports.keep_plans",
    "reports.view_plans",
)


def may_write(actor: Actor, where: Place) -> bool:
    """Paragraphs, frame and measures of the summary."""
    return actor.may(WRITE, where)
