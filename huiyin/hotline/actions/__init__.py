"""Every write to the service requests."""

from .confiding import confide, keep_confidential, lift_confidence, unconfide
from .handling import amend, answer, assign, extend, rate, recount, void
from .publishing import propose, publication, publish, send_back, withdraw
from .receiving import Door, OtherPayloadError, receive, take_in
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

__all__ = [
    "CODE_LENGTH",
    "MESSAGES",
    "MESSAGE_KINDS",
    "MISTAKES",
    "Door",
    "OtherPayloadError",
    "add_files",
    "amend",
    "answer",
    "assign",
    "check",
    "confide",
    "extend",
    "keep_confidential",
    "lift_confidence",
    "message",
    "propose",
    "publication",
    "publish",
    "rate",
    "ready",
    "receive",
    "recount",
    "register",
    "register_many",
    "report",
    "send_back",
    "take_in",
    "unconfide",
    "void",
    "withdraw",
    "workflow",
]
