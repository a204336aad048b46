"""查看个人信息: one field of one record, shown whole; each look is an audit entry."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework import looking
from huiyin.casework.rooms import Room

from . import others, words


@transaction.atomic
def reveal(room: Room, matter: Any, name: str, *, actor: Actor, at: datetime, reason: str) -> str:
    """The clear text of a field that is shown masked, for a reason that the log keeps.

    Raises:
        Http404: no personal field or other column of that name.
        PermissionDenied: the actor may not see it.
        ValidationError: no reason is given.
    """
    other = others.find(room, matter, name) if name.startswith(others.PREFIX) else None
    if other is None and not room.sheet.is_personal(name):
        raise Http404
    if not room.may_reveal(actor, matter.agency_id):
        raise PermissionDenied("您的岗位不能查看完整的个人信息。")
    field = other.name if other else words.field_label(room.model, name)
    log.record(actor, "desk.reveal", matter, at=at, field=field, reason=looking.checked(reason))
    return other.text if other else str(getattr(matter, name))
