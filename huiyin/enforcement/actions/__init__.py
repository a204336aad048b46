"""Every write to an inspection."""

from .carrying import carry_out, confirm, refer
from .flow import State, workflow
from .planning import (
    LEAST,
    amend,
    approve,
    cancel,
    certified,
    check,
    register,
    register_many,
    void,
)

__all__ = [
    "LEAST", "State", "amend", "approve", "cancel", "carry_out", "certified", "check", "confirm", "refer",
    "register", "register_many", "void", "workflow",
]  # fmt: skip
