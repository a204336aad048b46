"""Every write to an application for a licence."""

from .deciding import (
    decide,
    deliver,
    extend,
    propose_grant,
    propose_refusal,
    resume,
    send_back,
    suspend,
)
from .flow import DECIDE, HANDLE, RECEIVE, VIEW, VOID, workflow
from .intake import (
    accept,
    amend,
    check,
    correct,
    deem,
    notify,
    recount,
    refuse_acceptance,
    register,
    void,
    withdraw,
)
from .rules_table import RULES

__all__ = [
    "DECIDE", "HANDLE", "RECEIVE", "RULES", "VIEW", "VOID",
    "accept", "amend", "check", "correct", "decide", "deem", "deliver", "extend", "notify",
    "propose_grant", "propose_refusal", "recount", "refuse_acceptance", "register", "resume",
    "send_back", "suspend", "void", "withdraw", "workflow",
]  # fmt: skip
