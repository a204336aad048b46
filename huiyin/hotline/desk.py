"""热线留言 on the desk."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.rooms import (
    Column,
    Filter,
    Room,
    Section,
    Start,
    Todo,
    by_choice,
    declare,
    of_states,
)
from huiyin.files import intake
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.personal.fields import masked
from huiyin.web.http import attachment

from . import actions
from .forms import FORMS, RegisterForm
from .models import Channel, RequestKind, Satisfaction, ServiceRequest

State = ServiceRequest.State


def _channels(actor: Actor) -> Iterable[tuple[str, str]]:
    return list(Channel.objects.values_list("key", "name"))


def _units(actor: Actor) -> Iterable[tuple[str, str]]:
    units = Organisation.objects.filter(is_agency=False)
    if actor.agencies is not None:
        units = units.filter(parent__in=actor.agencies)
    return list(units.values_list("slug", "name"))


def _pointless(request: ServiceRequest) -> frozenset[str]:
    """延期: once, before the period has run out. 公开: only with consent, and what was proposed."""
    late = request.due_on is not None and request.due_on < timezone.localdate()
    extended = any(name == "extended" for name, _ in request.clock_events)
    useless = {"extend"} if late or extended else set()
    if not request.consents or request.is_confidential or request.published_at is not None:
        useless.add("propose")
    if not request.is_proposed:
        useless |= {"publish", "send_back"}
    if request.published_at is None:
        useless.add("withdraw")
    if request.is_confidential:
        useless.add("keep_confidential")
    else:
        useless |= {"lift_confidence", "confide", "unconfide"}
    return frozenset(useless)


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """Questions and answers that wait for this person to make them public."""
    if not actor.may("hotline.publish_answer"):
        return []
    waiting = ServiceRequest.objects.visible_to(actor).proposed()
    count = sum(not request.is_written_by(actor) for request in waiting)
    return [("待公开的问答", "/desk/hotline/?publication=proposed", count)] if count else []


PUBLICATION = (("proposed", "待公开"), ("public", "已公开"))


def _of_publication(records: Any, value: str) -> Any:
    return records.proposed() if value == "proposed" else records.public()


ROOM = declare(
    Room(
        key="hotline",
        label="热线留言",
        unit="件",
        model=ServiceRequest,
        permissions=("hotline.view_requests",),
        workflow=actions.workflow,
        columns=(
            Column("工单编号", lambda r: r.reference, "reference", "reference"),
            Column("标题", lambda r: r.title, "", "title"),
            Column("来源渠道", lambda r: r.channel.name, "channel"),
            Column("诉求类型", lambda r: r.get_request_kind_display(), "request_kind"),
            Column("承办单位", lambda r: r.unit.short_name if r.unit else "", "unit"),
            Column("受理日期", lambda r: r.received_on, "received_on", "date"),
            Column("期限", lambda r: r.due_on, "due_on", "due"),
            Column("满意度", lambda r: r.get_satisfaction_display(), "satisfaction"),
            Column("状态", lambda r: r.state, "state", "state"),
        ),
        filters=(
            Filter(
                "channel", "来源渠道", _channels, lambda found, key: found.filter(channel__key=key)
            ),
            by_choice("kind", "诉求类型", RequestKind.choices, "request_kind"),
            Filter("unit", "承办单位", _units, lambda found, slug: found.filter(unit__slug=slug)),
            by_choice("satisfaction", "满意度", Satisfaction.choices),
            Filter("publication", "公开", lambda actor: PUBLICATION, _of_publication),
        ),
        date_column="received_on",
        search=("reference", "subject", "content", "category", "place"),
        related=("agency", "channel", "unit"),
        sections=(
            Section(
                "诉求",
                (
                    "received_on",
                    "channel",
                    "request_kind",
                    "category",
                    "subject",
                    "content",
                    "place",
                    "is_confidential",
                    "open_reason",
                    "consents",
                ),
            ),
            Section("诉求人", ("caller_name", "caller_phone")),
            Section("办理", ("unit", "answered_on", "answer_text", "satisfaction")),
            Section(
                "公开的问答",
                (
                    "proposed_at",
                    "published_at",
                    "public_subject",
                    "public_content",
                    "public_answer",
                ),
            ),
        ),
        todo=Todo(
            open=lambda found: found.open(),
            is_open=lambda r: r.state in ServiceRequest.OPEN,
            due="due_on",
            step=lambda r: "交办" if r.state == State.RECEIVED else "答复诉求人",
            unit=lambda r: r.unit.short_name if r.unit else "",
            mine=of_states(
                {
                    "hotline.assign_request": {State.RECEIVED},
                    "hotline.answer_request": {State.ASSIGNED},
                }
            ),
            steps={State.RECEIVED: frozenset({"assign"}), State.ASSIGNED: frozenset({"answer"})},
            heads=("hotline.publish_answer",),
        ),
        forms=FORMS,
        start=Start("register", RegisterForm, actions.register),
        personal={
            "caller_name": lambda r: masked(r, "caller_name"),
            "caller_phone": lambda r: masked(r, "caller_phone"),
        },
        personal_permission="hotline.see_caller",
        likely=(
            "answer",
            "assign",
            "publish",
            "send_back",
            "propose",
            "rate",
            "extend",
            "withdraw",
        ),
        pointless=_pointless,
        ledger="hotline",
        extra="hotline/desk/beside.html",
        alarms=_alarms,
    )
)


@require_GET
def material(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """诉求附件: what the person sent; each look is logged."""
    actor = acting(request)
    if not ROOM.may_view(actor):
        raise PermissionDenied("您的岗位不能查看热线留言。")
    matter = get_object_or_404(ServiceRequest.objects.visible_to(actor), pk=pk)
    found = get_object_or_404(matter.files.select_related("file"), pk=file)
    with transaction.atomic():
        log.record(
            actor, "hotline.material.read", matter, at=timezone.now(), file=found.file_id,
            sha256=found.file.sha256,
        )  # fmt: skip
    return attachment(intake.content_of(found.file), found.file.name, found.file.media_type)
