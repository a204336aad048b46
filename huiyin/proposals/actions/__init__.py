"""Every write to the proposals."""

from .handling import (
    HANDLE,
    SIGN,
    amend,
    assign,
    check,
    contact,
    draft,
    extend,
    follow_up,
    rate,
    register,
    register_many,
    send_back,
    sign,
    void,
    workflow,
)
from .publishing import propose, publication, publish, withdraw
from .terms import CLASSES, TERMS

__all__ = [
    "CLASSES",
    "HANDLE",
    "SIGN",
    "TERMS",
    "amend",
    "assign",
    "check",
    "contact",
    "draft",
    "extend",
    "follow_up",
    "propose",
    "publication",
    "publish",
    "rate",
    "register",
    "register_many",
    "send_back",
    "sign",
    "void",
    "withdraw",
    "workflow",
]
