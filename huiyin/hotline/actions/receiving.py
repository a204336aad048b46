"""接收: what another program sends becomes a request, and one request however often it is sent."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from huiyin.audit.actors import Actor
from huiyin.audit.log import plain
from huiyin.casework.faults import refuse
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.hotline import rules
from huiyin.hotline.models import Channel, ExternalKey, ServiceRequest
from huiyin.organisations.models import Organisation
from huiyin.personal import keys

from .registering import CALLS, LETTERS, enter_numbered, give_code, workflow

PAYLOAD = frozenset(
    {"received_on", "request_kind", "category", "subject", "content", "place", "urgency"}
    | {"caller_name", "caller_phone", "is_confidential", "consents"}
)
"""What a sender may say; state, unit and answer are set by moves."""
COLUMNS = {"category": "category_text"}
"""Where it is kept as it came: a sender's word for the category need not be one of ours."""


@dataclass(frozen=True)
class Door:
    """Where requests of one sender come in. The caller was authenticated before.

    With `tells_code` people send by it themselves (an app, a mini-program): they follow their
    request by number and query code. Another platform answers its callers, and gets no code.
    """

    key: str
    agency: Organisation
    channel: Channel
    tells_code: bool = False


class OtherPayloadError(MoveRefusedError):
    """Under this external number something else was received before (HTTP 409)."""


class _ReceivedBeforeError(Exception):
    """This door has received something under this external number."""


def receive(
    door: Door, external_key: str, payload: Mapping[str, Any], *, actor: Actor, at: datetime
) -> ServiceRequest:
    """The new request, with its `query_code` where the door tells one; sent again, the same request.

    Raises:
        ValidationError: what the form refuses, too, by field name.
        MoveForbiddenError: this actor may not register for this agency.
        OtherPayloadError: the number is known, with another payload.
    """
    digest = digest_of(payload)
    request = ServiceRequest(agency=door.agency, channel=door.channel)
    external = ExternalKey(door=door.key, key=external_key, digest=digest, received_at=at)
    try:
        return take_in(request, door, external, payload, actor=actor, at=at)
    except _ReceivedBeforeError:
        return _former(external, actor)


@workflow.start("接收", rule=rules.REGISTER)
def take_in(
    request: ServiceRequest,
    door: Door,
    external: ExternalKey,
    payload: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> ServiceRequest:
    """接收: under a number of the sender's own, which is taken first: of two at once, one goes on."""
    external.clean_fields()
    try:
        external.save(force_insert=True)
    except IntegrityError as error:
        raise _ReceivedBeforeError from error
    request.external_key = external
    put(request, {"received_on": at.date(), **payload})
    if door.tells_code:
        give_code(request)
    enter_numbered(request, LETTERS if door.tells_code else CALLS, actor, at)
    return request


def put(request: ServiceRequest, payload: Mapping[str, Any]) -> None:
    """Each value converted by its model field; `register` validates the whole."""
    refuse({name: "不能填写这一项" for name in payload if name not in PAYLOAD})
    errors: dict[str, str] = {}
    for name, value in payload.items():
        column: Any = request._meta.get_field(COLUMNS.get(name, name))
        try:
            setattr(request, column.name, column.to_python(value))
        except ValidationError as error:
            errors[name] = error.messages[0]
    refuse(errors)


def _former(external: ExternalKey, actor: Actor) -> ServiceRequest:
    """The request received under this number before, if the actor may see it."""
    request = ServiceRequest.objects.select_related("external_key", "agency").get(
        external_key__door=external.door, external_key__key=external.key
    )
    if not workflow.may_start("take_in", actor, request.agency_id) or request.is_kept_from(actor):
        raise MoveForbiddenError("您不能接收这个来源的诉求")
    assert request.external_key is not None  # noqa: S101 - the query was by this key
    if request.external_key.digest != external.digest:
        raise OtherPayloadError(f"外部编号 {external.key} 已经收到过，内容与这一次不同")
    return request


def digest_of(payload: Mapping[str, Any]) -> str:
    """Equal for equal payloads, whatever the order of their names; nothing can be read back."""
    text = json.dumps(plain(dict(payload)), sort_keys=True, ensure_ascii=False)
    return keys.digest(hashlib.sha256(text.encode()).hexdigest())
