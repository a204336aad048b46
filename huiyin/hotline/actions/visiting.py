"""回访、评价: what the person says of the answer, asked by somebody who did not handle it."""

from datetime import date, datetime
from typing import Annotated

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, TextField
from huiyin.hotline import rules
from huiyin.hotline.models import (
    SPEEDS,
    Mark,
    Resolution,
    Satisfaction,
    ServiceRequest,
    Visit,
    VisitDoor,
)

from . import ratings
from .contacting import Reached
from .registering import State, workflow

UNSAID = ("", "没有表示")
DOORS = [one for one in VisitDoor.choices if one[0] != VisitDoor.TABLE]


def _choice(label: str, choices: object) -> ChoiceField:
    return ChoiceField(label, [UNSAID, *choices], radio=True, required=False)  # type: ignore[misc]


Resolved = Annotated[str, _choice("是否解决", Resolution.choices)]
Satisfied = Annotated[str, _choice("满意度", Satisfaction.choices)]
Attitude = Annotated[str, _choice("办理态度", Mark.choices)]
Speed = Annotated[str, _choice("办理速度", SPEEDS)]
Words = Annotated[
    str, TextField("诉求人的话", 1000, required=False, help_text="只供办理参考，不公开")
]


def _not_evaluated(request: ServiceRequest, day: date) -> str:
    return "诉求人已经评价过这次答复" if request.evaluated_on else ""


@workflow.move(
    "登记回访", sources={State.ANSWERED}, rule=rules.may_visit, guard=_not_evaluated,
    basis="北京市接诉即办工作条例第二十三条",
)  # fmt: skip
def visit(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    door: Annotated[str, ChoiceField("回访方式", DOORS)],
    reached: Reached,
    resolution: Resolved = "",
    satisfaction: Satisfied = "",
    attitude: Attitude = "",
    speed: Speed = "",
    words: Words = "",
) -> None:
    """登记回访: one try; who was not reached has said nothing."""
    is_reached = reached == "yes"
    said = {"resolution": resolution, "satisfaction": satisfaction,
            "attitude": attitude, "speed": speed, "words": words}  # fmt: skip
    if not is_reached:
        refuse({name: "没有联系上的，不填写评价" for name, value in said.items() if value})
    _keep(
        request,
        Visit(door=door, is_reached=is_reached, person_key=actor.key, **said),
        actor,
        at,
    )


@workflow.move(
    "诉求人评价", sources={State.ANSWERED}, rule=rules.may_evaluate, guard=_not_evaluated
)
def evaluate(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    resolution: Annotated[str, ChoiceField("问题解决了吗", Resolution.choices, radio=True)],
    satisfaction: Annotated[str, ChoiceField("对办理满意吗", Satisfaction.choices, radio=True)],
    attitude: Attitude = "",
    speed: Speed = "",
    words: Words = "",
) -> None:
    """诉求人评价: by the person alone, over the portal; once for each answer."""
    said = {"resolution": resolution, "satisfaction": satisfaction,
            "attitude": attitude, "speed": speed, "words": words}  # fmt: skip
    _keep(request, Visit(door=VisitDoor.ONLINE, is_reached=True, **said), actor, at)


def _keep(request: ServiceRequest, visit: Visit, actor: Actor, at: datetime) -> None:
    """One try; what was said in it is heard as from any other door."""
    visit.request, visit.round_number, visit.at = request, request.round_number, at
    visit.person_name = actor.name[:100]
    visit.clean_fields(exclude={"request"})
    visit.save(force_insert=True)
    request.visited_at = request.visited_at or at
    if visit.resolution or visit.satisfaction:
        ratings.hear(request, visit, timezone.localdate(at))
