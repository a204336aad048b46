"""Every write to the service requests, the rounds in which they are collected, the places and the platforms."""

from huiyin.hotline.categories import actions as categories
from huiyin.hotline.places import actions as places
from huiyin.hotline.platforms import actions as platforms
from huiyin.hotline.rounds import actions as rounds

from .again import handle_again, uphold
from .answering import (
    answer_at_once,
    approve,
    approve_correction,
    correct,
    draft,
    revise,
)
from .asking import ask_for_opinions, ask_opinion
from .assigning import add_assistants, assign, follow_lead
from .calling import answer_call, register_and_assign, register_and_join
from .categorising import categorise
from .confiding import confide, keep_confidential, lift_confidence, unconfide
from .contacting import contact, set_urgency
from .converting import convert, decline
from .deferring import defer, keep_open, look, propose_end, settle, settle_with_deferral
from .extending import ask_more_time, extend, refuse_more_time
from .handling import amend, amend_by_table, recount, void
from .joining import follow_clock, follow_correction, follow_main, join, lose_main, part
from .publishing import propose, publication, publish, send_back, withdraw
from .receiving import Door, OtherPayloadError, receive, take_in
from .receiving_many import MOST, Item, receive_many
from .registering import (
    CODE_LENGTH,
    MESSAGE_KINDS,
    MESSAGES,
    MISTAKES,
    add_files,
    check,
    message,
    ready,
    register,
    register_many,
    report,
    workflow,
)
from .repeating import mark_repeats, recheck_repeats
from .suspending import ask_pause, refuse_pause, resume, suspend
from .visiting import evaluate, visit

__all__ = [
    "CODE_LENGTH",
    "MESSAGES",
    "MESSAGE_KINDS",
    "MISTAKES",
    "MOST",
    "Door",
    "Item",
    "OtherPayloadError",
    "add_assistants",
    "add_files",
    "amend",
    "amend_by_table",
    "answer_at_once",
    "answer_call",
    "approve",
    "approve_correction",
    "ask_for_opinions",
    "ask_more_time",
    "ask_opinion",
    "ask_pause",
    "assign",
    "categories",
    "categorise",
    "check",
    "confide",
    "contact",
    "convert",
    "correct",
    "decline",
    "defer",
    "draft",
    "evaluate",
    "extend",
    "follow_clock",
    "follow_correction",
    "follow_lead",
    "follow_main",
    "handle_again",
    "join",
    "keep_confidential",
    "keep_open",
    "lift_confidence",
    "look",
    "lose_main",
    "mark_repeats",
    "message",
    "part",
    "places",
    "platforms",
    "propose",
    "propose_end",
    "publication",
    "publish",
    "ready",
    "receive",
    "receive_many",
    "recheck_repeats",
    "recount",
    "refuse_more_time",
    "refuse_pause",
    "register",
    "register_and_assign",
    "register_and_join",
    "register_many",
    "report",
    "resume",
    "revise",
    "rounds",
    "send_back",
    "set_urgency",
    "settle",
    "settle_with_deferral",
    "suspend",
    "take_in",
    "unconfide",
    "uphold",
    "visit",
    "void",
    "withdraw",
    "workflow",
]
