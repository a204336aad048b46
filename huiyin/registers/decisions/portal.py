"""/decisions/: 重大行政决策, each on one page from its draft to its outcome, with the opinions form."""

from datetime import datetime
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.audit.actors import visitor
from huiyin.common import docnumber
from huiyin.registers import agencies
from huiyin.submissions import once
from huiyin.throttle import budgets, limits, refusing
from huiyin.throttle.nets import net
from huiyin.web.context import Section
from huiyin.web.narrowings import Choice, Words, Year
from huiyin.web.own_links import leads_on
from huiyin.web.publiclists import PublicList, RecordPage
from huiyin.web.tables import CellKind, Column, fields

from .actions import opinions
from .forms import OpinionForm
from .models import PUBLIC_STATES, Decision, DecisionQuerySet, Opinion, Outcome

SECTION = Section(
    "重大行政决策",
    "重大行政决策草案征求意见、意见采纳情况和决策结果",
    "重大行政决策,征求意见,意见采纳,决策公开",
    "征集调查",
)
State = Decision.State


@sensitive_post_parameters("name", "contact", "text")
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter; while it is open, with the form."""
    decision = get_object_or_404(Decision.objects.public().select_related("agency"), pk=pk)
    is_open = decision.is_open
    if request.method == "POST":
        return _take(request, decision)
    return _page(request, decision, OpinionForm() if is_open else None)


def _take(request: HttpRequest, decision: Decision) -> HttpResponse:
    now = timezone.now()
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, decision, form, 422)
    if (earlier := once.repeated(request)) is not None:
        return earlier
    origin = str(request.META.get("REMOTE_ADDR", ""))
    try:
        budgets.spend((limits.MESSAGES, f"opinion {net(origin)}"), at=now)
    except budgets.TooManyError as many:
        form.add_error(None, f"提交得太频繁，没有收下。{refusing.again(many)}，填写的内容还在")
        return refusing.marked(_page(request, decision, form, 429), many)
    opinion = Opinion(decision=decision, **form.cleaned_data)
    try:
        return once.answer(request, lambda: _said(opinion, origin, now))
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _page(request, decision, form, 409)


def _said(opinion: Opinion, origin: str, at: datetime) -> HttpResponse:
    opinion = opinions.say(opinion, actor=visitor(origin), at=at)
    address = reverse("decision-thanks", args=[opinion.decision_id])
    return redirect(f"{address}?number={opinion.reference}")


@never_cache
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """回执: the number; nothing of what was written."""
    decision = get_object_or_404(Decision.objects.public().select_related("agency"), pk=pk)
    number = request.GET.get("number", "")[:40].replace("\x00", "")
    if not decision.opinions.filter(reference=number).exists():
        raise Http404("没有这个编号的意见")
    context = {"decision": decision, "number": number, "column": SECTION, "door": "interaction"}
    return render(request, "registers/portal/thanks.html", context)


def _page(
    request: HttpRequest, decision: Decision, form: OpinionForm | None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "decision": decision,
        "stage": decision.stage,
        "form": form,
        "is_open": decision.is_open,
        "days_left": (decision.consult_until - today).days if decision.consult_until else 0,
        "counts": _opinion_counts(decision),
        "is_draft_there": leads_on(decision.draft_link),
        "is_outcome_there": leads_on(decision.outcome_link),
        "steps": _steps(decision),
        "column": SECTION,
        "door": "interaction",
    }
    response = render(request, "registers/portal/decision.html", context, status=status)
    if form is not None:
        response.headers["X-Not-Kept"] = "1"  # it holds a token of this visitor
    return response


def _opinion_counts(decision: Decision) -> dict[str, Any]:
    rows: Any = decision.opinions.exclude(state=Opinion.VOIDED).order_by()
    by_outcome = {
        row["outcome"]: row["n"] for row in rows.values("outcome").annotate(n=Count("pk"))
    }
    total = sum(by_outcome.values())
    outcomes = [
        (outcome.label, by_outcome[outcome]) for outcome in Outcome if outcome in by_outcome
    ]
    has_feedback = decision.feedback_on is not None
    return {
        "online": total,
        "all": total + decision.other_opinions,
        "outcomes": outcomes if has_feedback else [],
    }


def _steps(decision: Decision) -> list[dict[str, Any]]:
    """The line of the four stages: what has been with its day, what is, what will be."""
    days = [
        ("征求意见", decision.consult_from),
        ("意见反馈", decision.feedback_on),
        ("审议", decision.deliberated_on if decision.outcome_on else None),
        ("公布结果", decision.outcome_on),
    ]
    order = [State.CONSULTING, State.FEEDBACK, State.DELIBERATION, State.PUBLISHED]
    is_ended = decision.state == State.TERMINATED
    position = -1 if is_ended else order.index(State(decision.state))
    steps = []
    for place, (label, day) in enumerate(days):
        is_done = day is not None and (
            is_ended or place < position or decision.state == State.PUBLISHED
        )
        steps.append(
            {
                "label": label,
                "day": day if is_done else None,
                "done": is_done,
                "here": place == position,
            }
        )
    if is_ended:
        steps = [step for step in steps if step["done"]]
        steps.append({"label": "终止", "day": decision.ended_on, "done": True, "here": True})
    return steps


def _stages() -> list[tuple[str, str]]:
    return [(str(state), str(label)) for state, label in State.choices if state in PUBLIC_STATES]


def _matching(records: DecisionQuerySet, text: str) -> DecisionQuerySet:
    for word in text.split():
        records = records.filter(
            Q(name__icontains=word) | Q(reference__iexact=docnumber.normalise(word))
        )
    return records


def _exported(records: "QuerySet[Decision]") -> "QuerySet[Decision]":
    return records.annotate(online=Count("opinions", filter=~Q(opinions__state=Opinion.VOIDED)))


DECISIONS = PublicList[Decision, DecisionQuerySet](
    key="decisions",
    section=SECTION,
    door="interaction",
    register=(40, "重大行政决策", "草案征求意见、采纳情况和结果"),
    model=Decision,
    public=DecisionQuerySet.public,
    order=("-consult_from", "-pk"),
    template="registers/portal/decisions.html",
    narrowings=(
        agencies.choice(),
        Choice("category", "阶段", "state", _stages, "没有这个阶段"),
        Year("year", "年份", "consult_from"),
    ),
    words=Words("q", "按事项名称查找", "查找决策事项", _matching),
    columns=(
        *fields(Decision, "reference", "name", "department"),
        Column("阶段", lambda matter: matter.stage, code="stage"),
        *fields(Decision, "consult_from", "consult_until"),
        Column("门户收到意见数", attrgetter("online"), CellKind.WHOLE, "online_opinions"),
        *fields(Decision, "other_opinions", "feedback_on"),
        Column(
            "审议日期",
            lambda matter: matter.deliberated_on if matter.outcome_on else None,
            CellKind.DAY,
            "deliberated_on",
        ),
        *fields(Decision, "outcome_on", "ended_on"),
    ),
    exported=_exported,
    record=RecordPage(name="decision"),
    line=lambda matter: (matter.name, matter.reference, matter.consult_from),
)
