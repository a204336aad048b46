"""转为主动公开: an answer that many ask for is for everybody (条例第四十四条)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.foi import rules
from huiyin.foi.models import Application, Decision

PUBLISHABLE = frozenset({Decision.FULL, Decision.PARTIAL})


def may_publish_on(actor: Actor, application: Application) -> bool:
    """Whoever handles it and may see what has to be left out."""
    return rules.may_handle(actor, application) and rules.may_see_personal(actor, application)


def check_publish_on(actor: Actor, application: Application) -> None:
    """Refuse who may not, what gave nothing, and what is on the portal already.

    Raises:
        MoveForbiddenError: the actor may not.
        MoveRefusedError: not answered with 予以公开 or 部分公开, or done before.
    """
    if not may_publish_on(actor, application):
        raise MoveForbiddenError("您没有“转为主动公开”的权限")
    if application.state != Application.State.ANSWERED or application.decision not in PUBLISHABLE:
        raise MoveRefusedError("只有已答复且予以公开、部分公开的申请，才能转为主动公开")
    if application.published_as:
        raise MoveRefusedError(f"已经转为主动公开，索引号 {application.published_as}")


@transaction.atomic
def note_published_on(
    application: Application, index_number: str, *, actor: Actor, at: datetime
) -> Application:
    """Keep the index number of the document that this answer became."""
    now = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    check_publish_on(actor, now)
    if not index_number.strip():
        raise ValidationError("没有索引号")
    now.published_as = index_number.strip()
    now.save(update_fields=["published_as"])
    log.record(actor, "foi.published-on", now, at=at, details={"索引号": now.published_as})
    return now
