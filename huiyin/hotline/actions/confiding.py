"""保密: who may know of a request."""

from datetime import datetime

from django.core.exceptions import ValidationError

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor
from huiyin.hotline import rules
from huiyin.hotline.models import ServiceRequest

from .publishing import hide
from .registering import State, workflow

KEPT = set(State) - {State.VOIDED}


@workflow.move("设为保密", sources=KEPT, rule=rules.may_amend, basis="信访工作条例第三十条")
def keep_confidential(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """设为保密: from now on only named persons know of it; the one who does this is the first."""
    if request.is_confidential:
        raise ValidationError("这件工单已经是保密的")
    request.is_confidential, request.open_reason = True, ""
    hide(request)
    let_know(request, actor.key, actor.name)


@workflow.move("解除保密", sources=KEPT, rule=rules.may_confide)
def lift_confidence(request: ServiceRequest, *, actor: Actor, at: datetime, reason: str) -> None:
    """解除保密: everybody with the rights of the room sees it; why is kept with it."""
    _check_confidential(request)
    if not reason.strip():
        raise ValidationError({"reason": "请写明不再保密的理由"})
    request.is_confidential, request.open_reason = False, reason.strip()[:300]


@workflow.move("增加知悉人员", sources=KEPT, rule=rules.may_confide)
def confide(request: ServiceRequest, *, actor: Actor, at: datetime, person: User) -> None:
    """增加知悉人员: one more person may know of it, to handle it."""
    _check_confidential(request)
    let_know(request, str(person.pk), str(person))


@workflow.move("移出知悉人员", sources=KEPT, rule=rules.may_confide)
def unconfide(request: ServiceRequest, *, actor: Actor, at: datetime, person: User) -> None:
    """移出知悉人员: from now on this person finds it nowhere."""
    removed, _ = request.confidants.filter(person_key=str(person.pk)).delete()
    if not removed:
        raise ValidationError({"person": f"{person}不在这件工单的知悉人员里"})


def _check_confidential(request: ServiceRequest) -> None:
    if not request.is_confidential:
        raise ValidationError("这件工单不是保密的")


def let_know(request: ServiceRequest, key: str, name: str) -> None:
    if key:
        request.confidants.get_or_create(person_key=key, defaults={"person_name": name[:100]})
