"""Every write to the register of applications."""

from .after import contest, note_answer_received, note_remedy, rate, recount, void
from .answering import (
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
from .intake import (
    amend,
    assign,
    check,
    confirm,
    confirm_online,
    register,
    register_many,
    renew_code,
    split,
    submit,
)
from .lapsing import enter_withdrawal
from .noticing import note_notice_served
from .paying import amount, claim_payment, lapse_payment, notice_fee, receive_payment
from .publishing import PUBLISHABLE, check_publish_on, note_published_on
from .recording import answer, confirm_answer, return_answer

__all__ = [
    "PUBLISHABLE",
    "amend",
    "amount",
    "answer",
    "applicant_actor",
    "ask_correction",
    "ask_reasons",
    "assign",
    "check",
    "check_publish_on",
    "claim_payment",
    "confirm",
    "confirm_answer",
    "confirm_online",
    "consult",
    "contest",
    "delay",
    "draft_answer",
    "enter_withdrawal",
    "extend",
    "lapse_correction",
    "lapse_payment",
    "note_answer_received",
    "note_enquiry_received",
    "note_notice_served",
    "note_published_on",
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
    "renew_code",
    "return_answer",
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
