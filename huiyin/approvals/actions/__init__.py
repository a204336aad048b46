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
from .taking_over import check_row, take_over, take_over_many

__all__ = [
    "DECIDE", "HANDLE", "RECEIVE", "RULES", "VIEW", "VOID",
    "accept", "amend", "check", "check_row", "correct", "decide", "deem", "deliver", "extend", "notify",
    "propose_grant", "propose_refusal", "recount", "refuse_acceptance", "register", "resume",
    "send_back", "suspend", "take_over", "take_over_many", "void", "withdraw", "workflow",
]  # fmt: skip
