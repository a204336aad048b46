"""Guessing a secret: counted against the guesser, not against the owner of the secret.

A try is written down before its answer is known, so that many at once cannot slip through, and
given back when it was right. It counts for the pair of guesser and secret, and for the guesser's
network in all. The secret's own count locks nobody: when it is used up, somebody is guessing from
many networks, and each wrong try costs the network it comes from FIVE; the owner, who is right at
the first try, always gets in. A browser that was right before (`known`) counts by itself, whoever
shares its network.
"""

from dataclasses import dataclass
from datetime import datetime

from . import budgets, limits
from .budgets import Budget
from .limits import Limit
from .nets import net

FIVE = 5


@dataclass(frozen=True)
class Secret:
    """A kind of secret: its name, and the limits of a pair, of a network, and of the secret."""

    name: str
    pair: Limit
    network: Limit
    everywhere: Limit


@dataclass(frozen=True)
class Try:
    """One counted try."""

    pair: Budget
    others: tuple[Budget, ...]
    cost: int
    everywhere: Budget | None

    def was_right(self) -> None:
        """The try was right: return all of it, and reset the pair."""
        budgets.restore(*self.pair)
        budgets.give_back(*self.others, cost=self.cost)
        if self.everywhere:
            budgets.give_back(self.everywhere)


def _secret(name: str) -> Secret:
    return Secret(name, limits.GUESSES, limits.GUESSES_NET, limits.GUESSES_ALL)


def _password(name: str) -> Secret:
    return Secret(name, limits.PASSWORDS, limits.PASSWORDS_NET, limits.PASSWORDS_ALL)


APPLICATION = _secret("application")
REQUEST = _secret("request")
DRAFT = _secret("draft")
PASSWORD = _password("password")
DEVICE = _password("device")


def begin(secret: Secret, whose: str, origin: str, *, at: datetime, browser: str = "") -> Try:
    """Count a try at `whose` secret from this address, or by this known browser.

    Raises:
        TooManyError: this guesser has used up the tries; nothing was compared.
    """
    guesser = f"browser {browser}" if browser else f"net {net(origin)}"
    pair = (secret.pair, f"{secret.name} {whose} {guesser}")
    others = () if browser else ((secret.network, f"{net(origin)}"),)
    everywhere = None if browser else (secret.everywhere, f"{secret.name} {whose}")
    is_quiet = everywhere is None or budgets.has_left(*everywhere, at=at)
    cost = 1 if is_quiet else FIVE
    budgets.spend(pair, *others, at=at, cost=cost)
    if everywhere and is_quiet:
        _note(everywhere, at)
    return Try(pair, others, cost, everywhere if is_quiet else None)


def begin_anywhere(secret: Secret, whose: str, *, at: datetime) -> Try:
    """Count a try at a second secret, with one limit for all networks: the first was right.

    Raises:
        TooManyError: too many tries, wherever they came from.
    """
    pair = (secret.pair, f"{secret.name} {whose} anywhere")
    day = (secret.everywhere, f"{secret.name} {whose} anywhere")
    budgets.spend(pair, day, at=at)
    return Try(pair, (day,), 1, None)


def missed_link(origin: str, *, at: datetime) -> None:
    """Count a wrong link; the right link always opens.

    Raises:
        TooManyError: so many wrong ones came from this network.
    """
    budgets.spend((limits.GUESSES_NET, net(origin)), at=at)


def _note(everywhere: Budget, at: datetime) -> None:
    try:
        budgets.spend(everywhere, at=at)
    except budgets.TooManyError:
        return  # the last of it went to another try at this moment
