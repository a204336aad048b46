"""Every write to what stands beside matters: tasks of units, and supervisions."""

from .assigning import (
    accept,
    ask_again,
    assign,
    call_back,
    contribute,
    designate,
    extend,
    give,
    reassign,
    send_back,
    sign,
    workflow,
)
from .supervising import answer_supervision, ask_anew, release, supervise, supervisions

__all__ = [
    "accept",
    "answer_supervision",
    "ask_again",
    "ask_anew",
    "assign",
    "call_back",
    "contribute",
    "designate",
    "extend",
    "give",
    "reassign",
    "release",
    "send_back",
    "sign",
    "supervise",
    "supervisions",
    "workflow",
]
