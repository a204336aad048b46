"""Who may do what with budgets."""

from huiyin.audit.actors import Actor

from .models import BudgetSheet

KEEP, RELEASE = "registers.keep_budgets", "registers.release_budgets"


def may_release(actor: Actor, sheet: BudgetSheet) -> bool:
    """Another person than those who entered, changed or explained the figures."""
    return actor.may(RELEASE, sheet.agency_id) and not sheet.is_written_by(actor)
