"""Every write to manuscripts, in the order of their life."""

from .afterwards import abolish, amend_partly, correct, expire, restore_validity, withdraw
from .drafting import (
    adopt,
    attach,
    begin,
    bring_in,
    clean_files,
    detach,
    give_up,
    recall,
    submit,
    take_over,
    take_suggestion,
    void,
)
from .flow import keep_revision, workflow
from .placing import place
from .releasing import hold_back, recount, release, schedule, set_expiry, unschedule
from .reviewing import approve, override, return_

__all__ = [
    "abolish",
    "adopt",
    "amend_partly",
    "approve",
    "attach",
    "begin",
    "bring_in",
    "clean_files",
    "correct",
    "detach",
    "expire",
    "give_up",
    "hold_back",
    "keep_revision",
    "override",
    "place",
    "recall",
    "recount",
    "release",
    "restore_validity",
    "return_",
    "schedule",
    "set_expiry",
    "submit",
    "take_over",
    "take_suggestion",
    "unschedule",
    "void",
    "withdraw",
    "workflow",
]
