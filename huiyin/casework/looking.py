"""查看的理由: what only named persons may see is shown to whom has said why, and the log says it.

A reason holds for one record (or for the list of one kind, taken along) and one hour of one
session: long enough to handle the record, too short to look around under an old one.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor

HOLDS = 3600  # seconds
MOST = 20  # reasons a session
LONGEST = 200
_KEPT = "looks"
SAFE = frozenset({"GET", "HEAD"})


class ReasonNeededError(Exception):
    """Nobody has said yet why this is looked at: `scope` is what the reason is asked for."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


def checked(reason: str) -> str:
    """The reason, fit for the log.

    Raises:
        ValidationError: there is none, or it is too long.
    """
    said = " ".join(reason.split())
    if len(said) < 2:
        raise ValidationError({"reason": "请写明查看的理由，例如“核对联系方式，电话回访”"})
    if len(said) > LONGEST:
        raise ValidationError({"reason": f"理由最多 {LONGEST} 字"})
    return said


def give(request: HttpRequest, scope: str, reason: str) -> None:
    """From now on this session looks at `scope` for this reason.

    Raises:
        ValidationError: it is no reason.
    """
    reasons = dict(request.session.get(_KEPT, {}))
    reasons.pop(scope, None)
    reasons[scope[:100]] = [checked(reason), timezone.now().timestamp() + HOLDS]
    request.session[_KEPT] = dict(list(reasons.items())[-MOST:])


def given(request: HttpRequest, scope: str) -> str:
    """The reason that still holds, or nothing."""
    reason, until = request.session.get(_KEPT, {}).get(scope, ("", 0))
    return str(reason) if until > timezone.now().timestamp() else ""


def scope_of(matter: Any) -> str:
    return f"{matter._meta.label_lower}:{matter.pk}"


def demand(request: HttpRequest, matter: Any) -> None:
    """Before a page shows it, whatever kind of request led there.

    Raises:
        ReasonNeededError: no reason holds.
    """
    if matter.logs_looks and not given(request, scope_of(matter)):
        raise ReasonNeededError(scope_of(matter))


def look(
    request: HttpRequest,
    actor: Actor,
    matters: Iterable[Any],
    verb: str,
    *,
    scope: str = "",
    **facts: Any,
) -> None:
    """Write down each look at what only named persons may see, with its reason.

    A form that is sent shows nothing that its page has not shown; what it does has its own entry.

    Raises:
        ReasonNeededError: a page would show it, and no reason holds.
    """
    looked_at = [matter for matter in matters if matter.logs_looks]
    if not looked_at:
        return
    scope = scope or scope_of(looked_at[0])
    reason = given(request, scope)
    if not reason and request.method not in SAFE:
        return
    if not reason:
        raise ReasonNeededError(scope)
    events = [log.Event(one, facts | {"reason": reason}) for one in looked_at]
    with transaction.atomic():
        log.record_many(actor, verb, events, at=timezone.now())
