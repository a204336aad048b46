"""Limits on letters to an unconfirmed address: it may be somebody else's mailbox."""

from datetime import datetime

from . import budgets, limits
from .nets import net


def spend(address: str, origin: str, *, at: datetime) -> None:
    """Count one letter to this address, caused by somebody at this origin.

    Raises:
        TooManyError: the address has had enough of them, or the network has sent enough.
    """
    mailbox = address.strip().upper()
    budgets.spend((limits.LETTERS, mailbox), (limits.LETTERS_NET, net(origin)), at=at)


def may_go(address: str, origin: str, *, at: datetime) -> bool:
    """For a letter that only repeats what a page showed: without it nothing is lost."""
    try:
        spend(address, origin, at=at)
    except budgets.TooManyError:
        return False
    return True
