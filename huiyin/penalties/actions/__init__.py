"""Every write to the penalties."""

from .deciding import annul, change, decide, decide_on_spot, end
from .grading import grade_credit
from .handling import (
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
from .hearing import hear_party, hold_hearing, note_hearing, review, send_back
from .performing import close, enforce, pay, serve
from .publishing import explain, publish, republish, withdraw

__all__ = [
    "add_evidence",
    "amend",
    "annul",
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
    "note_hearing",
    "notify",
    "pay",
    "propose",
    "publish",
    "register",
    "register_many",
    "republish",
    "review",
    "send_back",
    "serve",
    "steps_done",
    "void",
    "withdraw",
    "workflow",
]
