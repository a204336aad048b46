"""重大行政决策 and 公众意见 on the desk."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import form_of
from huiyin.casework.forms import AsItStandsForm, ReleaseForm
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column

from .actions import decisions, opinions
from .forms import AmendDecisionForm, DecisionForm, TerminateForm
from .models import PUBLIC_STATES, Decision, Opinion, Outcome
from .sheet import DECISION, OPINION

VIEW = "registers.view_decisions"

State = Decision.State
STEP = {
    State.DRAFT: "公开征求意见",
    State.CONSULTING: "征求意见中，到期后整理意见",
    State.FEEDBACK: "公布意见采纳情况",
    State.DELIBERATION: "登记审议，公布结果",
}


def _links(decision: Decision, actor: Actor) -> list[tuple[str, str]]:
    links = [("查看公众意见", f"/desk/opinions/?of={decision.pk}")]
    if decision.state in PUBLIC_STATES:
        links.append(("在网站上查看", f"/decisions/{decision.pk}/"))
    return links


def _done(decision: Decision) -> frozenset[str]:
    """Written or noted once; it may be again, until it is public."""
    texts = {
        "draft_feedback": decision.adoption,
        "deliberate": decision.deliberated_on,
        "draft_outcome": decision.outcome,
    }
    return frozenset(name for name, text in texts.items() if text)


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
        counted = counts.get(row.pk, {"all": 0, "waiting": 0})
        row.opinion_counts = (
            f"{counted['all']}（待处理 {counted['waiting']}）" if counted["all"] else "0"
        )


DECISIONS = declare(
    Room(
        key="decisions",
        label="重大决策",
        unit="件",
        sheet=DECISION,
        permissions=(VIEW,),
        workflow=decisions.workflow,
        columns=DECISION.columns(
            "reference",
            Column("事项名称", lambda r: r.name, "name", "title"),
            "department",
            Column("公众意见", lambda r: r.opinion_counts),
            "consult_from",
            Column("应办结", lambda r: r.due_on, "", "due"),
            "state",
        ),
        search=("reference", "name", "department"),
        related=("agency",),
        todo=Todo(
            open=lambda records: records.filter(state__in=STEP),
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
        forms={
            "amend": AmendDecisionForm,
            "draft_feedback": AsItStandsForm,
            "feed_back": form_of(decisions.draft_feedback, ReleaseForm),
            "draft_outcome": AsItStandsForm,
            "publish": form_of(decisions.draft_outcome, ReleaseForm),
            "terminate": TerminateForm,
        },
        start=Start("register", DecisionForm, decisions.register),
        prepare=_counted,
        links=_links,
        likely=("consult", "feed_back", "draft_feedback", "publish", "deliberate", "draft_outcome"),
    )
)


def _matters(actor: Actor) -> Iterable[tuple[str, str]]:
    decisions = (
        Decision.objects.visible_to(actor, VIEW).valid().order_by("-pk").values_list("pk", "name")
    )
    return [(str(pk), name[:30]) for pk, name in decisions[:200]]


OPINIONS = declare(
    Room(
        key="opinions",
        label="公众意见",
        unit="条",
        sheet=OPINION,
        permissions=(VIEW,),
        workflow=opinions.workflow,
        columns=OPINION.columns(
            "reference",
            Column("意见", lambda r: r.title, "", "title"),
            Column("决策事项", lambda r: r.decision.name, "decision"),
            "sent_on",
            "outcome",
            "state",
        ),
        filters=(
            Filter(
                "of", "决策事项", _matters, lambda records, pk: records.filter(decision=int(pk))
            ),
            by_choice("outcome", "处理结果", Outcome.choices),
        ),
        search=("reference", "text"),
        related=("agency", "decision"),
        personal_permission="registers.see_opinion_sender",
        ledger="",
        links=lambda r, _: [("决策事项", f"/desk/decisions/{r.decision_id}/")],
    )
)
