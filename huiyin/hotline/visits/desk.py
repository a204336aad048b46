"""联系、回访 on the desk: what is due by a clock, and which answers wait to be asked about."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.models import Clock
from huiyin.casework.rooms import Filter
from huiyin.hotline.models import CONTACT, CRITICAL, URGENT, VISIT, ServiceRequest
from huiyin.organisations.models import held_in

ASSIGN, MAY_VISIT, VIEW = (
    "hotline.assign_request", "hotline.visit_request", "hotline.view_requests",
)  # fmt: skip
AGAIN = "again"
CLOCKS = (
    ("contact", "待联系", (CONTACT,)),
    ("urgent", "紧急待办结", (URGENT, CRITICAL)),
    ("visit", "待回访", (VISIT,)),
)
LATE = "-late"
"""Added to the key of a clock: those that have run out."""
STANDING = [
    *((key + end, label + word) for key, label, _ in CLOCKS for end, word in (("", ""), (LATE, "（已超时）"))),
    (AGAIN, "有异议待处理"),
]  # fmt: skip


def _with_clock(requests: Any, keys: tuple[str, ...], late_at: datetime | None = None) -> Any:
    clocks = Clock.objects.of_kind(ServiceRequest).running().filter(key__in=keys)
    if late_at is not None:
        clocks = clocks.due_before(late_at)
    return requests.filter(pk__in=clocks.values("about_pk"))


def _of_standing(requests: Any, value: str) -> Any:
    if value == AGAIN:
        return objected(requests)
    keys = {key: clocks for key, _, clocks in CLOCKS}[value.removesuffix(LATE)]
    return _with_clock(requests, keys, timezone.now() if value.endswith(LATE) else None)


def objected(requests: Any) -> Any:
    return requests.filter(state=ServiceRequest.State.ANSWERED, objected_on__isnull=False)


FILTER = Filter("clock", "计时和回访", lambda actor: STANDING, _of_standing)


def alarms(actor: Actor) -> list[tuple[str, str, int]]:
    """What has run out, for whoever does it; objections for whoever gives requests to units."""
    now, visible = timezone.now(), ServiceRequest.objects.visible_to(actor, VIEW)
    lines = []
    for key, label, clocks in CLOCKS:
        right = MAY_VISIT if key == "visit" else ASSIGN
        late = _with_clock(visible.filter(held_in(actor, right)), clocks, now).count()
        lines.append((f"已超时：{label}", f"/desk/hotline/?clock={key}{LATE}", late))
    waiting = objected(visible.filter(held_in(actor, ASSIGN))).count()
    lines.append(("诉求人有异议，待重办或者维持答复", f"/desk/hotline/?clock={AGAIN}", waiting))
    return [line for line in lines if line[2]]
