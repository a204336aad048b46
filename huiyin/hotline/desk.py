"""热线留言 on the desk."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework import looking
from huiyin.casework.arguments import form_of
from huiyin.casework.forms import AsItStandsForm, ReleaseForm
from huiyin.casework.gate import DeskRequest, enter
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.files import intake
from huiyin.organisations.models import Organisation, held_in
from huiyin.web.http import attachment

from . import actions
from .forms import AmendRequestForm, ProposeForm, RegisterForm
from .models import Channel, RequestKind, Satisfaction, ServiceRequest
from .sheet import SHEET

State = ServiceRequest.State
VIEW = "hotline.view_requests"


def _channels(actor: Actor) -> Iterable[tuple[str, str]]:
    return list(Channel.objects.values_list("key", "name"))


def _units(actor: Actor) -> Iterable[tuple[str, str]]:
    units = Organisation.objects.filter(is_agency=False)
    units = units.filter(held_in(actor, VIEW, agency="parent"))
    return list(units.values_list("slug", "name"))


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """Questions and answers that wait for this person to make them public."""
    count = actions.publication.waiting_for(actor, VIEW)
    return [("待公开的问答", "/desk/hotline/?publication=proposed", count)] if count else []


PUBLICATION = (("proposed", "待公开"), ("public", "已公开"))


def _of_publication(records: Any, value: str) -> Any:
    if value == "proposed":
        return actions.publication.waiting(records)
    return records.public()


ROOM = declare(
    Room(
        key="hotline",
        label="热线留言",
        unit="件",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("标题", lambda r: r.title, "", "title"),
            "channel",
            "request_kind",
            Column("承办单位", lambda r: r.unit.short_name if r.unit else "", "unit"),
            "received_on",
            Column("期限", lambda r: r.due_on, "due_on", "due"),
            "satisfaction",
            "state",
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
        search=("reference", "subject", "content", "category", "place"),
        related=("agency", "channel", "unit"),
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
        forms={
            "amend": AmendRequestForm,
            "assign": AsItStandsForm,
            "propose": ProposeForm,
            "publish": form_of(actions.propose, ReleaseForm),
        },
        start=Start("register", RegisterForm, actions.register),
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
        ledger="hotline",
        extra="hotline/desk/beside.html",
        alarms=_alarms,
    )
)


@require_GET
def material(request: DeskRequest, pk: int, file: int) -> HttpResponse:
    """诉求附件: what the person sent; each look is logged."""
    enter(request, ROOM.key)
    actor = request.actor
    matter = get_object_or_404(ServiceRequest.objects.visible_to(actor, VIEW), pk=pk)
    found = get_object_or_404(matter.files.select_related("file"), pk=file)
    told: dict[str, Any] = {"file": found.file_id, "sha256": found.file.sha256}
    if matter.logs_looks:
        looking.look(request, actor, [matter], "hotline.material.read", **told)
    else:
        with transaction.atomic():
            log.record(actor, "hotline.material.read", matter, at=timezone.now(), **told)
    return attachment(intake.content_of(found.file), found.file.name, found.file.media_type)
