"""建议提案 on the desk: the room, the letters, and the years side by side."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework.forms import AsItStandsForm
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.record_forms import forms_of
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.coordination.models import COORDINATE
from huiyin.figures.registry import trace_address
from huiyin.files import keeping, typeset
from huiyin.organisations.choosing import choose
from huiyin.organisations.models import held_in
from huiyin.web.http import attachment

from . import actions, papers
from .figures import yearly
from .models import Category, Part, Proposal, ReplyClass
from .sheet import SHEET

State = Proposal.State
VIEW = "proposals.view_proposals"
RegisterForm, AmendForm = forms_of(SHEET, check=actions.check)
STEPS = {State.RECEIVED: "交办", State.HANDLING: "拟稿答复", State.DRAFTED: "签发"}


class DraftForm(AsItStandsForm):
    """拟稿 over what was drafted before."""

    columns = {"text": "draft_text", "reply_class": "draft_class", "promise": "draft_promise"}


def _sessions(actor: Actor) -> Iterable[tuple[str, str]]:
    proposals = Proposal.objects.visible_to(actor, VIEW).order_by("-session")
    return [(name, name) for name in proposals.values_list("session", flat=True).distinct()]


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """Replies that wait for publication, promises whose progress is due to be reported."""
    visible = Proposal.objects.visible_to(actor, VIEW)
    unpublished = actions.publication.waiting_for(actor, VIEW)
    owed = visible.filter(held_in(actor, actions.HANDLE)).owing(today).count()
    alarms = [
        ("待公开的建议提案答复", "/desk/proposals/?wanted=waiting", unpublished),
        ("待反馈进展的承诺事项", "/desk/proposals/?wanted=owing", owed),
    ]
    return [alarm for alarm in alarms if alarm[2]]


def _wanted(records: Any, value: str) -> Any:
    if value == "waiting":
        return actions.publication.waiting(records)
    return records.owing(timezone.localdate())


ROOM = declare(
    Room(
        key="proposals",
        label="建议提案",
        unit="件",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            Column("编号", lambda p: p.reference, "reference", "reference"),
            Column("标题", lambda p: p.subject, "subject", "title"),
            "part",
            Column("交办日期", lambda p: p.received_on, "received_on", "date"),
            Column("期限", lambda p: p.due_on, "due_on", "due"),
            "replied_on",
            "satisfaction",
            Column("状态", lambda p: p.state, "state", "state"),
        ),
        filters=(
            by_choice("category", "类别", Category.choices),
            by_choice("part", "承办方式", Part.choices),
            Filter(
                "session", "届次", _sessions, lambda proposals, name: proposals.filter(session=name)
            ),
            Filter(
                "class",
                "分类",
                lambda actor: ReplyClass.by_letter(),
                lambda proposals, a: proposals.filter(reply_class__letter=a),
            ),
            Filter(
                "wanted",
                "待办",
                lambda actor: [("waiting", "待公开"), ("owing", "待反馈承诺进展")],
                _wanted,
            ),
        ),
        search=("reference", "subject", "content", "proposer", "supporters"),
        related=("agency", "reply_class"),
        todo=Todo(
            open=lambda proposals: proposals.open(),
            is_open=lambda p: p.state in Proposal.OPEN,
            open_states=Proposal.OPEN,
            due="due_on",
            step=lambda p: STEPS[p.state],
            mine=of_states(
                {
                    COORDINATE: {State.RECEIVED},
                    actions.HANDLE: {State.HANDLING},
                    actions.SIGN: {State.DRAFTED},
                }
            ),
            steps={
                State.RECEIVED: frozenset({"assign"}),
                State.HANDLING: frozenset({"draft"}),
                State.DRAFTED: frozenset({"sign"}),
            },
            heads=(actions.SIGN,),
        ),
        forms={"amend": AmendForm, "draft": DraftForm},
        start=Start("register", RegisterForm, actions.register),
        personal_permission="proposals.see_proposer",
        likely=("sign", "draft", "assign", "publish", "propose", "rate", "contact", "follow_up"),
        ledger="proposals",
        extra="proposals/desk/beside.html",
        alarms=_alarms,
    )
)


def _one(request: DeskRequest, pk: int) -> Proposal:
    """The proposal, for whoever may see those of its agency."""
    proposal: Proposal = matter_or_404(request, enter(request, ROOM.key), pk)
    return proposal


@require_GET
def draft(request: DeskRequest, pk: int) -> HttpResponse:
    """The letter as it will leave, to be read before it is signed."""
    proposal, at = _one(request, pk), timezone.now()
    if proposal.state != State.DRAFTED:
        raise Http404
    drawn = typeset.to_pdf(papers.drawn(proposal, "", "（待签发）", at), at=at)
    return attachment(drawn, f"{papers.title(proposal)}（拟稿）.pdf", typeset.MEDIA_TYPE)


@require_GET
def letter(request: DeskRequest, pk: int, reply: int, form: str) -> HttpResponse:
    """A signed letter as Word or PDF."""
    letters = _one(request, pk).replies.select_related("docx", "pdf")
    signed = get_object_or_404(letters, pk=reply)
    stored = signed.pdf if form == "pdf" else signed.docx
    return attachment(keeping.content_of(stored), stored.name, stored.media_type)


@require_GET
def years(request: DeskRequest) -> HttpResponse:
    """历年办理情况 of one agency; each number opens to its records."""
    choice = choose(request, enter(request, ROOM.key).agencies_of(request.actor))
    lines = yearly(choice.agency.pk, timezone.localdate(), trace_address)
    context = {"choice": choice, "title": "建议提案历年办理情况", "years": lines}
    return render(request, "desk/years.html", context)
