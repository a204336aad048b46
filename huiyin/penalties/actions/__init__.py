"""Every write to the penalties."""

from .deciding import annul, change, decide, decide_on_spot, end
from .grading import grade_credit
from .handling import (
    DECIDED,
    add_evidence,
    amend,
    check,
    extend,
    notify,
    propose,
    register,
    register_many,
    steps_done,
    void,
    workflow,
)
from .hearing import call_hearing, hear_party, hold_hearing, note_hearing, review, send_back
from .performing import close, enforce, pay, serve
from .publishing import (
    explain,
    may_be_repaired,
    publish,
    repair,
    republish,
    undo_repair,
    withdraw,
)

__all__ = [
    "DECIDED",
    "add_evidence",
    "amend",
    "annul",
    "call_hearing",
    "change",
    "check",
    "close",
    "decide",
    "decide_on_spot",
    "end",
    "enforce",
    "explain",
    "extend",
    "grade_credit",
    "hear_party",
    "hold_hearing",
    "may_be_repaired",
    "note_hearing",
    "notify",
    "pay",
    "propose",
    "publish",
    "register",
    "register_many",
    "repair",
    "republish",
    "review",
    "send_back",
    "serve",
    "steps_done",
    "undo_repair",
    "void",
    "withdraw",
    "workflow",
]
