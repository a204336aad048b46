"""Every write to the assessments."""

from .appealing import accept, answer_appeal, appeal, confirm
from .handling import (
    agree,
    announce,
    attach,
    begin,
    compute,
    compute_now,
    pass_on,
    recount,
    review,
    score,
    score_rest,
    send_back,
    submit,
    void,
    workflow,
)
from .rubric import amend, check_item, enforce_year, register, register_many, rubric_flow
from .tables import METHODS, TERMS

__all__ = [
    "METHODS",
    "TERMS",
    "accept",
    "agree",
    "amend",
    "announce",
    "answer_appeal",
    "appeal",
    "attach",
    "begin",
    "check_item",
    "compute",
    "compute_now",
    "confirm",
    "enforce_year",
    "pass_on",
    "recount",
    "register",
    "register_many",
    "review",
    "rubric_flow",
    "score",
    "score_rest",
    "send_back",
    "submit",
    "void",
    "workflow",
]
