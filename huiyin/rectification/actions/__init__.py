"""Every write to what has to be mended."""

from .checking import answer, fail_check, look_again, pass_check
from .extending import ask_more_time, extend, refuse_more_time
from .handling import (
    add_evidence,
    amend,
    check,
    issue,
    pass_on,
    reassign,
    register,
    register_many,
    report,
    sign,
    void,
    workflow,
)
from .joint import amend_along, enter
from .terms import TERMS

__all__ = [
    "TERMS",
    "add_evidence",
    "amend",
    "amend_along",
    "answer",
    "ask_more_time",
    "check",
    "enter",
    "extend",
    "fail_check",
    "issue",
    "look_again",
    "pass_check",
    "pass_on",
    "reassign",
    "refuse_more_time",
    "register",
    "register_many",
    "report",
    "sign",
    "void",
    "workflow",
]
