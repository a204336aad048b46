"""How a call ends: registered, answered on the spot, or given to a unit at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.hotline import actions, rules
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation

Act = Callable[..., ServiceRequest]


@dataclass(frozen=True)
class End:
    """`key` is what the screen shows beside the button; `needs` the field that it asks for."""

    name: str
    label: str
    key: str
    needs: str
    may: Callable[[Actor, Organisation], bool]
    run: Act


def _register(
    request: ServiceRequest, values: Mapping[str, Any], *, actor: Actor, at: Any
) -> ServiceRequest:
    if number := values.get("same_as"):
        return actions.register_and_join(request, actor=actor, at=at, number=number)
    return actions.register(request, actor=actor, at=at)


def _stands_alone(values: Mapping[str, Any]) -> None:
    if values.get("same_as"):
        message = "同一件随主案办理和答复：请直接“登记”，或者先清空这一项"
        raise ValidationError({"same_as": message})


def _answer(
    request: ServiceRequest, values: Mapping[str, Any], *, actor: Actor, at: Any
) -> ServiceRequest:
    _stands_alone(values)
    return actions.answer_call(request, actor=actor, at=at, answer_text=values["answer_text"])


def _assign(
    request: ServiceRequest, values: Mapping[str, Any], *, actor: Actor, at: Any
) -> ServiceRequest:
    _stands_alone(values)
    if values["unit"] is None:
        raise ValidationError({"unit": "请选择主办单位"})
    return actions.register_and_assign(request, actor=actor, at=at, unit=values["unit"])


def _may_assign(actor: Actor, agency: Organisation) -> bool:
    return rules.may_assign(actor, ServiceRequest(agency=agency))


ENDS = (
    End("register", "登记", "Ctrl+Enter", "", lambda actor, agency: True, _register),
    End(
        "answer", "当场答复并登记", "F8", "answer_text",
        lambda actor, agency: rules.may_answer_call(actor, agency.pk), _answer,
    ),
    End("assign", "登记并交办", "F9", "unit", _may_assign, _assign),
)  # fmt: skip


def offered(actor: Actor, agency: Organisation) -> list[End]:
    """Those that this person may choose; whoever comes here may register."""
    return [end for end in ENDS if end.may(actor, agency)]


def find(name: str, actor: Actor, agency: Organisation) -> End | None:
    return next((end for end in offered(actor, agency) if end.name == name), None)
