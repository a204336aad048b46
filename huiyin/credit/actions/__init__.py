"""Every write to repairs and objections."""

from . import objecting
from .deciding import decide, propose_grant, propose_refusal, revoke, send_back, tell, verify
from .flow import workflow
from .intake import (
    accept,
    add_file,
    amend,
    check,
    complete,
    notify,
    recount,
    refuse_acceptance,
    register,
    void,
    withdraw,
)
from .terms import TERMS

__all__ = [
    "TERMS",
    "accept", "add_file", "amend", "check", "complete", "decide", "notify", "objecting",
    "propose_grant", "propose_refusal", "recount", "refuse_acceptance", "register", "revoke",
    "send_back", "tell", "verify", "void", "withdraw", "workflow",
]  # fmt: skip
