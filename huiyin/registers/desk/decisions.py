"""重大行政决策 and 公众意见 on the desk."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

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
from huiyin.personal.fields import masked
from huiyin.registers.actions import decisions, opinions
from huiyin.registers.forms.decisions import FORMS, OPINION_FORMS, DecisionForm
from huiyin.registers.models import Decision, Opinion, Outcome
from huiyin.registers.models.decisions import PUBLIC_STATES

State = Decision.State
STEP = {
    State.DRAFT: "公开征求意见",
    State.CONSULTING: "征求意见中，到期后整理意见",
    State.FEEDBACK: "公布意见采纳情况",
    State.DELIBERATION: "登记审议，公布结果",
}


def _links(decision: Decision, actor: Actor) -> list[tuple[str, str]]:
    told = [("查看公众意见", f"/desk/opinions/?of={decision.pk}")]
    if decision.state in PUBLIC_STATES:
        told.append(("在门户上查看", f"/decisions/{decision.pk}/"))
    return told


def _pointless(decision: Decision) -> frozenset[str]:
    """Too early to close, not deliberated yet, nothing drafted that could be let out."""
    today = timezone.localdate()
    early = decision.consult_until is not None and today <= decision.consult_until
    names = {"close"} if early else set()
    if decision.deliberated_on is None or not decision.outcome:
        names.add("publish")
    if not decision.adoption:
        names.add("feed_back")
    if not decision.end_reason:
        names.add("terminate")
    return frozenset(names)


def _done(decision: Decision) -> frozenset[str]:
    """Written or noted once; it may be again, until it is public."""
    told = {
        "draft_feedback": decision.adoption,
        "deliberate": decision.deliberated_on,
        "draft_outcome": decision.outcome,
    }
    return frozenset(name for name, text in told.items() if text)


def _counted(rows: list[Any]) -> None:
    """How many opinions each matter of a page has: one query."""
    counts = {
        row["decision"]: row
        for row in Opinion.objects.valid()
        .filter(decision__in=rows)
        .order_by()
        .values("decision")
        .annotate(all=Count("pk"), waiting=Count("pk", filter=Q(state=Opinion.State.RECEIVED)))
    }
    for row in rows:
        found = counts.get(row.pk, {"all": 0, "waiting": 0})
        row.told_opinions = f"{found['all']}（待处理 {found['waiting']}）" if found["all"] else "0"


DECISIONS = declare(
    Room(
        key="decisions",
        label="重大决策",
        unit="件",
        model=Decision,
        permissions=("registers.view_decisions",),
        workflow=decisions.workflow,
        columns=(
            Column("编号", lambda r: r.reference, "reference", "reference"),
            Column("事项名称", lambda r: r.name, "name", "title"),
            Column("承办单位", lambda r: r.department, "department"),
            Column("公众意见", lambda r: r.told_opinions),
            Column("征求意见开始", lambda r: r.consult_from, "consult_from", "date"),
            Column("应办结", lambda r: r.due_on, "", "due"),
            Column("状态", lambda r: r.state, "state", "state"),
        ),
        date_column="consult_from",
        search=("reference", "name", "department"),
        related=("agency",),
        sections=(
            Section(
                "事项",
                (
                    "name",
                    "department",
                    "basis",
                    "explanation",
                    "draft",
                    "draft_link",
                    "ways",
                    "void_reason",
                ),
            ),
            Section(
                "征求意见",
                (
                    "consult_from",
                    "consult_until",
                    "short_reason",
                    "feedback_due_on",
                    "feedback_on",
                    "other_opinions",
                    "adoption",
                ),
            ),
            Section(
                "审议和结果",
                (
                    "meeting",
                    "deliberated_on",
                    "outcome",
                    "outcome_link",
                    "outcome_on",
                    "ended_on",
                    "end_reason",
                ),
            ),
        ),
        todo=Todo(
            open=lambda found: found.filter(state__in=STEP),
            is_open=lambda r: r.state in STEP,
            due="due_on",
            step=lambda r: STEP[r.state],
            unit=lambda r: r.department,
            mine=of_states(
                {
                    "registers.keep_decisions": {State.FEEDBACK, State.DELIBERATION},
                    "registers.release_decisions": STEP,
                }
            ),
            steps={
                State.DRAFT: frozenset({"consult"}),
                State.CONSULTING: frozenset({"close", "terminate"}),
                State.FEEDBACK: frozenset({"draft_feedback", "feed_back", "terminate"}),
                State.DELIBERATION: frozenset(
                    {"deliberate", "draft_outcome", "publish", "terminate"}
                ),
            },
            done=_done,
            heads=("registers.release_decisions",),
        ),
        forms=FORMS,
        start=Start("register", DecisionForm, decisions.register),
        prepare=_counted,
        links=_links,
        pointless=_pointless,
        likely=("consult", "feed_back", "draft_feedback", "publish", "deliberate", "draft_outcome"),
    )
)


def _matters(actor: Actor) -> Iterable[tuple[str, str]]:
    found = Decision.objects.visible_to(actor).valid().order_by("-pk").values_list("pk", "name")
    return [(str(pk), name[:30]) for pk, name in found[:200]]


OPINIONS = declare(
    Room(
        key="opinions",
        label="公众意见",
        unit="条",
        model=Opinion,
        permissions=("registers.view_decisions",),
        workflow=opinions.workflow,
        columns=(
            Column("编号", lambda r: r.reference, "reference", "reference"),
            Column("意见", lambda r: r.title, "", "title"),
            Column("决策事项", lambda r: r.decision.name, "decision"),
            Column("提出日期", lambda r: r.sent_on, "sent_on", "date"),
            Column("处理结果", lambda r: r.outcome, "outcome"),
            Column("状态", lambda r: r.state, "state", "state"),
        ),
        filters=(
            Filter("of", "决策事项", _matters, lambda found, pk: found.filter(decision=int(pk))),
            by_choice("outcome", "处理结果", Outcome.choices),
        ),
        date_column="sent_on",
        search=("reference", "text"),
        related=("agency", "decision"),
        sections=(
            Section("意见", ("decision", "text", "name", "contact", "sent_on", "void_reason")),
            Section("处理", ("outcome", "answer", "handled_on")),
        ),
        forms=OPINION_FORMS,
        personal={
            "name": lambda r: masked(r, "name"),
            "contact": lambda r: masked(r, "contact"),
        },
        personal_permission="registers.see_opinion_sender",
        ledger="",
        links=lambda r, _: [("决策事项", f"/desk/decisions/{r.decision_id}/")],
    )
)
