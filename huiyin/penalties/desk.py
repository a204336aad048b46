"""行政处罚 on the desk."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework import evidence as kept
from huiyin.casework.evidence import FileForm
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.publicity.holders import HolderKind
from huiyin.subjects import seeing
from huiyin.workdays.load import calendar

from . import actions, kinds
from .forms import AmendPenaltyForm, ProposeForm, RegisterForm
from .models import Penalty, Procedure, of_sort
from .rules import DECIDE, EVIDENCE, HANDLE, PUBLISH, REVIEW, VIEW, VOID
from .sheet import SHEET

State = Penalty.State
PUBLICATION = [
    ("yes", "公示中"),
    ("over", "公示期满"),
    ("withdrawn", "已撤下"),
    ("no", "待公示"),
    ("withheld", "不予公示"),
    ("unexplained", "待公开说明撤回理由"),
    ("restore", "待恢复公示"),
]
STEPS: dict[str, str] = {
    State.FILED: "调查取证",
    State.NOTIFIED: "决定",
    State.DECIDED: "送达",
    State.SERVED: "缴款、结案",
}
WARNED_AFTER = (5, 7)
"""Working days after the decision at which one that is not public yet is alarming."""


def _publicity(penalties: Any, value: str) -> Any:
    if value == "yes":
        return penalties.public()
    if value == "no":
        return penalties.to_publish()
    if value == "unexplained":
        return penalties.unexplained()
    if value == "restore":
        return penalties.to_restore()
    if value == "withheld":
        return penalties.valid().exclude(withheld="")
    was_public = penalties.valid().filter(published_on__isnull=False)
    if value == "over":
        return was_public.filter(withdrawn_on=None, shown_until__lt=timezone.localdate())
    return was_public.filter(withdrawn_on__isnull=False)


def _step(penalty: Penalty) -> str:
    if penalty.annulled_on and penalty.published_on and penalty.explained_on is None:
        return "公开说明撤回理由"
    if penalty.restore_since and not penalty.withheld:
        return "重新公示"
    if penalty.state == State.CLOSED:
        return "公示"
    return STEPS.get(penalty.state, "")


def _late(penalties: Any, value: str) -> Any:
    """Not public so many working days after the decision."""
    today = timezone.localdate()
    return penalties.to_publish().filter(decided_on__lt=calendar().back(today, int(value)))


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    seen = Penalty.objects.visible_to(actor, PUBLISH)
    counts = [(days, _late(seen, str(days)).count()) for days in WARNED_AFTER]
    alarms = [
        (f"处罚决定满{days}个工作日没有公示", f"/desk/penalties/?waiting={days}", count)
        for days, count in counts
    ]
    unexplained = ("撤销、变更的处罚没有公开说明撤回理由", "/desk/penalties/?published=unexplained")
    alarms.append((*unexplained, seen.unexplained().count()))
    restored = ("撤销信用修复的处罚没有恢复公示", "/desk/penalties/?published=restore")
    alarms.append((*restored, seen.to_restore().count()))
    return [alarm for alarm in alarms if alarm[2]]


def _links(penalty: Penalty, actor: Actor) -> list[tuple[str, str]]:
    links = []
    if penalty.is_public:
        links.append(("在网站上查看公示", reverse("penalty", args=[penalty.pk])))
    if penalty.published_on is not None:
        links.append(("公示回执", reverse("publicity-receipt", args=["penalties", penalty.pk])))
    return [*links, *seeing.links(penalty, actor)]


ROOM = declare(
    Room(
        key="penalties",
        label="行政处罚",
        unit="件",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("当事人", lambda r: r.shown_holder, "", "title"),
            Column("违法行为", lambda r: r.offence[:40]),
            Column("处罚类别", lambda r: r.kinds_in_words),
            "decided_on",
            "published_on",
            "due_on",
            "state",
        ),
        filters=(
            by_choice("procedure", "程序", Procedure.choices),
            by_choice("holder", "相对人类别", HolderKind.choices, "holder_kind"),
            Filter(
                "sort",
                "处罚类别",
                lambda actor: [(sort, sort) for sort in kinds.SORTS],
                lambda penalties, sort: penalties.filter(of_sort(sort)),
            ),
            Filter("published", "公示", lambda actor: PUBLICATION, _publicity),
            Filter(
                "waiting",
                "超过几个工作日没有公示",
                lambda actor: [(str(days), f"{days}个工作日") for days in WARNED_AFTER],
                _late,
            ),
        ),
        search=("reference", "case_number", "holder_name", "offence", "case_name"),
        numbers=("reference", "case_number"),
        related=("agency", "grade"),
        todo=Todo(
            open=lambda penalties: penalties.open(),
            is_open=lambda r: r.is_open,
            due="due_on",
            step=_step,
            mine=of_states(
                {
                    HANDLE: {State.FILED, State.NOTIFIED, State.DECIDED, State.SERVED},
                    REVIEW: {State.NOTIFIED},
                    DECIDE: {State.NOTIFIED},
                    PUBLISH: {State.DECIDED, State.SERVED, State.CLOSED, State.ANNULLED},
                }
            ),
            steps={
                State.FILED: frozenset({"add_evidence", "propose", "notify", "decide_on_spot"}),
                State.NOTIFIED: frozenset({"hold_hearing", "call_hearing", "note_hearing", "review", "decide"}),
                State.DECIDED: frozenset({"serve", "publish", "republish", "explain"}),
                State.SERVED: frozenset({"pay", "close", "publish", "republish", "explain"}),
                State.CLOSED: frozenset({"publish", "republish", "explain"}),
                State.ANNULLED: frozenset({"explain"}),
            },
            done=actions.steps_done,
            prefetch=("evidence",),
            heads=(DECIDE, VOID),
        ),
        evidence=EVIDENCE,
        forms={"amend": AmendPenaltyForm, "propose": ProposeForm, "add_evidence": FileForm},
        start=Start("register", RegisterForm, actions.register),
        personal_permission=HANDLE,
        ledger="penalties",
        order="-pk",
        links=_links,
        alarms=_alarms,
        likely=(
            "decide_on_spot", "decide", "review", "notify", "propose", "add_evidence", "hold_hearing", "call_hearing",
            "note_hearing", "hear_party", "publish", "serve", "pay", "close", "explain", "republish", "grade_credit",
            "extend", "enforce", "end", "send_back", "withdraw", "change", "annul",
        ),
        extra="penalties/desk/beside.html",
    )
)  # fmt: skip


@require_GET
def evidence(request: DeskRequest, pk: int, evidence: int) -> HttpResponse:
    """A file of the list of evidence, for whoever works on the case; each look is an entry."""
    penalty = matter_or_404(request, enter(request, ROOM.key), pk)
    note = partial(EVIDENCE.note, request.actor, penalty, evidence=evidence)
    return kept.given_out(penalty.evidence.exclude(file=None), evidence, note)
