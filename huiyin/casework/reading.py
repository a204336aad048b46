"""查看文件: papers and evidence that name in full whom a matter is about; each look is an entry.

A room masks a natural person's name and number on its pages; a file cannot be masked, so it is given
out to the posts that have to know alone, and offered to nobody else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor

from .models import Matter


@dataclass(frozen=True)
class Reading:
    """`rights`: any of them opens it, in the agency of the matter. `refusal`: who reads it instead.

    `also`: somebody whom no right of the agency names, as a person of the unit that is asked.
    """

    verb: str
    rights: tuple[str, ...]
    refusal: str
    also: Callable[[Actor, Any], bool] = lambda actor, matter: False

    def is_open_to(self, actor: Actor, matter: Matter) -> bool:
        held = any(actor.may(right, matter.agency_id) for right in self.rights)
        return held or self.also(actor, matter)

    def note(self, actor: Actor, matter: Matter, **facts: Any) -> None:
        """Write down that it is read.

        Raises:
            PermissionDenied: by somebody to whom it is not open.
        """
        if not self.is_open_to(actor, matter):
            raise PermissionDenied(self.refusal)
        with transaction.atomic():
            log.record(actor, self.verb, matter, at=timezone.now(), **facts)
