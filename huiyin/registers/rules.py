"""Who may do what with the special registers."""

from huiyin.audit.actors import Actor, ActorKind

from .models import BudgetLine, BudgetSheet, Decision, Officer, Opinion, Power


def may_list(actor: Actor) -> bool:
    return actor.may("registers.keep_powers")


def may_keep_power(actor: Actor, power: Power) -> bool:
    return may_list(actor)


def may_release_power(actor: Actor, power: Power) -> bool:
    """Another person than those who drafted the change."""
    return actor.may("registers.release_powers") and not power.is_written_by(actor)


def may_void(
    actor: Actor, record: Power | Officer | BudgetSheet | BudgetLine | Decision | Opinion
) -> bool:
    return actor.may("registers.void_register")


def may_enrol(actor: Actor) -> bool:
    return actor.may("registers.keep_officers")


def may_keep_officer(actor: Actor, officer: Officer) -> bool:
    return may_enrol(actor)


def may_release_officer(actor: Actor, officer: Officer) -> bool:
    """Another person than those who drafted the change."""
    return actor.may("registers.release_officers") and not officer.is_written_by(actor)


def may_budget(actor: Actor) -> bool:
    return actor.may("registers.keep_budgets")


def may_keep_budget(actor: Actor, record: BudgetSheet | BudgetLine) -> bool:
    return may_budget(actor)


def may_release_budget(actor: Actor, sheet: BudgetSheet) -> bool:
    """Another person than those who entered, changed or explained the figures."""
    return may_take_down_budget(actor, sheet) and not sheet.is_written_by(actor)


def may_take_down_budget(actor: Actor, sheet: BudgetSheet) -> bool:
    return actor.may("registers.release_budgets")


def may_decide(actor: Actor) -> bool:
    return actor.may("registers.keep_decisions")


def may_keep_decision(actor: Actor, record: Decision | Opinion) -> bool:
    return may_decide(actor)


def may_release_decision(actor: Actor, decision: Decision) -> bool:
    """What everybody will read is released by the head."""
    return actor.may("registers.release_decisions")


def may_release_text(actor: Actor, decision: Decision) -> bool:
    """A text, by another head than those who had a hand in it."""
    return may_release_decision(actor, decision) and not decision.is_written_by(actor)


def may_say(actor: Actor) -> bool:
    """Everybody may say what they think of a draft; the body looks whether it is still time."""
    return actor.kind is ActorKind.VISITOR or may_decide(actor)
