"""Every limit of the site by name; the values are in the settings."""

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings


class Rate(NamedTuple):
    """So many within so many seconds."""

    most: int
    seconds: int


@dataclass(frozen=True)
class Limit:
    """One limit; `name` is that of its setting, HUIYIN_LIMIT_<NAME>."""

    name: str

    @property
    def rate(self) -> Rate:
        return Rate(*settings.LIMITS[self.name])


@dataclass(frozen=True)
class Once(Limit):
    """What may be done a single time within so many seconds; no setting makes it more."""

    seconds: int

    @property
    def rate(self) -> Rate:
        return Rate(1, self.seconds)


GUESSES = Limit("GUESSES")
GUESSES_NET = Limit("GUESSES_NET")
GUESSES_ALL = Limit("GUESSES_ALL")
PASSWORDS = Limit("PASSWORDS")
PASSWORDS_NET = Limit("PASSWORDS_NET")
PASSWORDS_ALL = Limit("PASSWORDS_ALL")
DRAFTS = Limit("DRAFTS")
UPLOADS = Limit("UPLOADS")
UPLOAD_MEGABYTES = Limit("UPLOAD_MEGABYTES")
APPLICATIONS = Limit("APPLICATIONS")
APPLICATIONS_ONE = Limit("APPLICATIONS_ONE")
ACTS = Limit("ACTS")
MESSAGES = Limit("MESSAGES")
PUSHES = Limit("PUSHES")
PUSH_FAULTS = Limit("PUSH_FAULTS")
SUBSCRIPTIONS = Limit("SUBSCRIPTIONS")
STATEMENTS = Limit("STATEMENTS")
LETTERS = Limit("LETTERS")
LETTERS_NET = Limit("LETTERS_NET")
