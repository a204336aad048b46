"""POST /api/v1/requests takes requests in, one or a batch; GET tells what became of them."""

import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from huiyin.accounts.who import origin_of
from huiyin.audit.actors import Actor, system
from huiyin.hotline.actions import Door, Item, OtherPayloadError, receive, receive_many
from huiyin.hotline.models import Platform
from huiyin.throttle import budgets, limits
from huiyin.throttle.nets import net
from huiyin.web import problems
from huiyin.web.problems import ProblemError, for_programs

from . import answers, bodies, signatures

_SENT_AS: Final = {"category_text": "category"}


@never_cache
@for_programs("GET", "POST")
def requests(request: HttpRequest) -> JsonResponse:
    """接收, or what has changed."""
    platform = _platform(request)
    if request.method == "GET":
        return _changed(request, platform)
    body = bodies.body_of(request)
    signatures.check_digest(request, body)
    sent = bodies.parsed(body)
    if isinstance(sent, list):
        return _batch(request, platform, bodies.items_of(sent))
    if not isinstance(sent, dict):
        raise ProblemError(422, "正文应是一件诉求（对象），或者一批诉求（数组）")
    return _single(request, platform, sent)


@never_cache
@for_programs("GET")
def one(request: HttpRequest, key: str) -> JsonResponse:
    """办理情况 of one request, under the sender's own number."""
    platform = _platform(request)
    _spend(platform)
    known = answers.sent_by(platform).filter(external_key__key=key).first()
    if known is None or bodies.key_fault(key):
        raise ProblemError(404, "没有收到过这个外部编号")
    return _json(answers.status(known))


def _platform(request: HttpRequest) -> Platform:
    try:
        return signatures.platform_of(request, at=timezone.now())
    except ProblemError:
        budgets.spend((limits.PUSH_FAULTS, net(origin_of(request))), at=timezone.now())
        raise


def _spend(platform: Platform, cost: int = 1) -> None:
    budgets.spend((limits.PUSHES, platform.door), at=timezone.now(), cost=cost)


def _single(request: HttpRequest, platform: Platform, sent: dict[str, Any]) -> JsonResponse:
    key = request.headers.get("Idempotency-Key", "").strip('"')
    if fault := bodies.key_fault(key):
        raise ProblemError(400, f"请在 Idempotency-Key 中写外部编号：{fault}")
    _spend(platform)
    at = timezone.now()
    try:
        payload = bodies.payload_of(sent)
        taken = receive(_door(platform), key, payload, actor=_actor(request, platform), at=at)
    except ValidationError as error:
        raise problems.invalid(error, "", _SENT_AS) from error
    except OtherPayloadError as error:
        raise ProblemError(409, str(error)) from error
    external = taken.external_key
    is_new = external is not None and external.received_at == at
    return _json(answers.receipt(taken), 201) if is_new else _json(answers.status(taken))


def _batch(request: HttpRequest, platform: Platform, sent: list[dict[str, Any]]) -> JsonResponse:
    """Every item is told its outcome; those that are right are stored, whatever the others are."""
    if "Idempotency-Key" in request.headers:
        raise ProblemError(400, "成批发送时，外部编号写在每一件的 key 里，不用 Idempotency-Key")
    _spend(platform, len(sent))
    outcomes = [_read(place, one) for place, one in enumerate(sent)]
    items = [one for one in outcomes if isinstance(one, Item)]
    if items:
        at, actor = timezone.now(), _actor(request, platform)
        receive_many(_door(platform), items, actor=actor, at=at)
    results = [_outcome(place, one) for place, one in enumerate(outcomes)]
    return _json({"results": results})


def _read(place: int, sent: dict[str, Any]) -> Item | ProblemError:
    values = dict(sent)
    key = values.pop("key", None)
    if fault := bodies.key_fault(key):
        return ProblemError(422, "请按 errors 逐项改正后重新发送", (f"#/{place}/key", fault))
    try:
        return Item(str(key), bodies.payload_of(values))
    except ValidationError as error:
        return problems.invalid(error, f"/{place}", _SENT_AS)


def _outcome(place: int, one: Item | ProblemError) -> dict[str, Any]:
    if isinstance(one, ProblemError):
        return one.body()
    if one.request is not None:
        values = answers.receipt(one.request) if one.is_new else answers.status(one.request)
        return {"status": 201 if one.is_new else 200, **values}
    if isinstance(one.refusal, ValidationError):
        return {**problems.invalid(one.refusal, f"/{place}", _SENT_AS).body(), "key": one.key}
    return {**ProblemError(409, str(one.refusal)).body(), "key": one.key}


def _changed(request: HttpRequest, platform: Platform) -> JsonResponse:
    text = request.GET.get("since", "")
    if text and not re.fullmatch("[0-9]{1,18}", text):
        raise ProblemError(422, "since 请填写上一次返回的 cursor", ("since", "不是返回过的 cursor"))
    _spend(platform)
    changes = answers.changed(platform, int(text) if text else None)
    rows = [answers.status(one) for one in changes.requests]
    return _json({"requests": rows, "cursor": str(changes.cursor), "has_more": changes.has_more})


def _door(platform: Platform) -> Door:
    return Door(platform.door, platform.agency, platform.channel, platform.tells_code)


def _actor(request: HttpRequest, platform: Platform) -> Actor:
    return system(platform.reference, origin=origin_of(request))


def _json(body: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
