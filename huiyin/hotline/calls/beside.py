"""What stands beside a call while it is typed: earlier ones, similar ones, places, likely units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from huiyin.audit.actors import Actor
from huiyin.hotline import callers
from huiyin.hotline.models import Place, RequestKind, ServiceRequest, caller_digest
from huiyin.hotline.places.matching import matching
from huiyin.hotline.similar import Similar, similar
from huiyin.organisations.models import Organisation

from . import hints

REASON = "接听来电"
LEAST = 4
"""Characters of what is said, before anything is like it."""


@dataclass
class Beside:
    """The parts, each empty until something is known."""

    earlier: list[ServiceRequest] = field(default_factory=list)
    is_number: bool = False
    places: list[Place] = field(default_factory=list)
    is_compared: bool = False
    alike: list[Similar] = field(default_factory=list)
    units: list[hints.Hint] = field(default_factory=list)


def typed(values: Mapping[str, Any], agency: Organisation) -> ServiceRequest:
    """The request as far as it is typed; nothing of it is stored."""
    kind = values.get("request_kind", "")
    return ServiceRequest(
        agency=agency,
        request_kind=kind if kind in RequestKind.values else "",
        subject=_text(values, "subject", 200),
        content=_text(values, "content", 5000),
        place=_text(values, "place", 200),
        caller_phone=_text(values, "caller_phone", 200),
        is_confidential=bool(values.get("is_confidential")) or kind == RequestKind.REPORT,
    )


def _text(values: Mapping[str, Any], name: str, most: int) -> str:
    return str(values.get(name, "")).replace("\x00", "").strip()[:most]


def caller(request: ServiceRequest, actor: Actor, at: datetime) -> Beside:
    """此前来电: by the number, where it is one; the look is logged."""
    if not caller_digest(request.caller_phone, request.agency):
        return Beside()
    try:
        rows = callers.look_up(
            request.agency, request.caller_phone, actor=actor, at=at, reason=REASON
        )
    except PermissionDenied:  # an operator who may not see callers registers without
        return Beside()
    return Beside(earlier=rows, is_number=True)


def places(request: ServiceRequest, actor: Actor, at: datetime) -> Beside:
    """地名补全."""
    return Beside(places=matching(request.agency, request.place))


def alike(request: ServiceRequest, actor: Actor, at: datetime) -> Beside:
    """相似的在办工单 and 可能的承办单位."""
    if len(f"{request.subject}{request.content}") < LEAST:
        return Beside()
    hits = similar(request, actor)
    return Beside(is_compared=True, alike=hits, units=hints.units(request, actor))


PARTS = {"caller": caller, "places": places, "similar": alike}
"""Name of a part in its address → what finds it."""


def everything(request: ServiceRequest, actor: Actor, at: datetime) -> Beside:
    """All parts at once, for a page without script."""
    return Beside(
        **{
            name: value
            for part in PARTS.values()
            for name, value in vars(part(request, actor, at)).items()
            if value
        }
    )
