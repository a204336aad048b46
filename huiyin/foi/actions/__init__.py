"""Every write to the register of applications."""

from .after import contest, note_remedy, rate, recount, void
from .answering import (
    answer,
    draft_answer,
    extend,
    return_draft,
    review,
    serve,
    sign,
    withdraw,
)
from .consulting import consult, note_enquiry_received, receive_opinion
from .correcting import (
    ask_correction,
    ask_reasons,
    delay,
    lapse_correction,
    receive_correction,
    receive_reasons,
    refuse_reasons,
)
from .flow import applicant_actor, workflow
from .intake import amend, assign, check, confirm, register, register_many, split, submit
from .paying import amount, lapse_payment, notice_fee, receive_payment

__all__ = [
    "amend",
    "amount",
    "answer",
    "applicant_actor",
    "ask_correction",
    "ask_reasons",
    "assign",
    "check",
    "confirm",
    "consult",
    "contest",
    "delay",
    "draft_answer",
    "extend",
    "lapse_correction",
    "lapse_payment",
    "note_enquiry_received",
    "note_remedy",
    "notice_fee",
    "rate",
    "receive_correction",
    "receive_opinion",
    "receive_payment",
    "receive_reasons",
    "recount",
    "refuse_reasons",
    "register",
    "register_many",
    "return_draft",
    "review",
    "serve",
    "sign",
    "split",
    "submit",
    "void",
    "withdraw",
    "workflow",
]
