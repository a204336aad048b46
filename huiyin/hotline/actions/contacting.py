"""联系诉求人、定紧急程度: while a request is handled."""

from datetime import datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import ChoiceField, TextField
from huiyin.hotline import rules
from huiyin.hotline.models import Contact, ContactDoor, ServiceRequest, Urgency

from .registering import workflow

REACHED = [("yes", "联系上了"), ("no", "没有联系上")]
Reached = Annotated[str, ChoiceField("是否联系上", REACHED, radio=True)]


@workflow.move(
    "登记联系",
    sources=ServiceRequest.OPEN,
    rule=rules.may_contact,
    basis="北京市接诉即办工作条例第十五条",
)
def contact(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    door: Annotated[str, ChoiceField("联系方式", ContactDoor.choices)],
    reached: Reached,
    note: Annotated[
        str, TextField("联系情况", 500, required=False, help_text="约定的时间、诉求人补充的情况")
    ] = "",
) -> None:
    """登记联系: somebody has spoken with the person, or has tried to."""
    is_reached = reached == "yes"
    Contact.objects.create(
        request=request, round_number=request.round_number, at=at, door=door, note=note,
        is_reached=is_reached, person_key=actor.key, person_name=actor.name[:100],
    )  # fmt: skip
    if is_reached and request.contacted_at is None:
        request.contacted_at = at


@workflow.move("定紧急程度", sources=ServiceRequest.HANDLED, rule=rules.may_set_urgency)
def set_urgency(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    urgency: Annotated[str, ChoiceField("紧急程度", Urgency.choices, radio=True)],
    reason: Reason,
) -> None:
    """定紧急程度: the clock of the new urgency starts now."""
    if urgency == request.urgency:
        raise ValidationError({"urgency": f"已经是“{request.get_urgency_display()}”，请选择另一项"})
    request.urgency = urgency
