"""/decisions/: 重大行政决策, each on one page from its draft to its outcome, with the opinions form."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.audit.actors import visitor
from huiyin.common import docnumber
from huiyin.registers.actions import opinions
from huiyin.registers.forms.decisions import OpinionForm
from huiyin.registers.models import Decision, Opinion, Outcome
from huiyin.registers.models.decisions import PUBLIC_STATES, DecisionQuerySet
from huiyin.submissions import once
from huiyin.visitors import throttle
from huiyin.web import downloads
from huiyin.web.context import Section
from huiyin.web.page_cache import remembered
from huiyin.web.paging import Paging

from . import agencies

SECTION = Section(
    "重大行政决策",
    "重大行政决策草案征求意见、意见采纳情况和决策结果",
    "重大行政决策,征求意见,意见采纳,决策公开",
    "征集调查",
)
State = Decision.State
HEADS = (
    "编号",
    "事项名称",
    "承办单位",
    "阶段",
    "征求意见开始",
    "征求意见截止",
    "门户收到意见数",
    "其他途径收到意见数",
    "采纳情况公布日期",
    "审议日期",
    "结果公布日期",
    "终止日期",
)
_PUBLIC = [(str(state), str(label)) for state, label in State.choices if state in PUBLIC_STATES]


def decisions(request: HttpRequest) -> HttpResponse:
    """The list by stage and year, latest first; those that still take opinions are marked."""
    chosen = _chosen(request)
    today = timezone.localdate()
    found = _narrowed(chosen)
    paging = Paging.of(request, found.count())
    rows = list(found[paging.offset : paging.offset + paging.size])
    for row in rows:
        row.is_open = row.takes_opinions(today)  # type: ignore[attr-defined]
        row.stage = stage_of(row)  # type: ignore[attr-defined]
    context = {
        "decisions": rows,
        "paging": paging,
        "filters": [
            *agencies.narrowing(Decision.objects.public(), chosen["agency"]),
            *_filters(chosen),
        ],
        "chosen": chosen,
        "is_narrowed": any(chosen.values()),
        "column": SECTION,
        "door": "interaction",
    }
    return render(request, "registers/portal/decisions.html", context)


def stage_of(decision: Decision) -> str:
    """In words; a consultation whose last day has passed is over, whatever the clock has done."""
    if decision.state == State.CONSULTING and not decision.takes_opinions(timezone.localdate()):
        return "意见整理中"
    return str(decision.get_state_display())


@sensitive_post_parameters("name", "contact", "text")
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter; while it is open, with the form."""
    found = get_object_or_404(Decision.objects.public().select_related("agency"), pk=pk)
    is_open = found.takes_opinions(timezone.localdate())
    if request.method == "POST":
        return _take(request, found)
    return _page(request, found, OpinionForm() if is_open else None)


def _take(request: HttpRequest, found: Decision) -> HttpResponse:
    now = timezone.now()
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, 422)
    if (earlier := once.repeated(request)) is not None:
        return earlier
    origin = str(request.META.get("REMOTE_ADDR", ""))
    try:
        throttle.note("opinion", origin, origin, at=now)
    except throttle.TooManyError as many:
        return _too_many(request, found, form, many)
    told = Opinion(decision=found, **form.cleaned_data)
    try:
        return once.answer(request, lambda: _said(told, origin, now))
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _page(request, found, form, 409)


def _said(told: Opinion, origin: str, at: datetime) -> HttpResponse:
    made = opinions.say(told, actor=visitor(origin), at=at)
    address = reverse("decision-thanks", args=[made.decision_id])
    return redirect(f"{address}?number={made.reference}")


@never_cache
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """回执: the number; nothing of what was written."""
    found = get_object_or_404(Decision.objects.public().select_related("agency"), pk=pk)
    number = request.GET.get("number", "")[:40].replace("\x00", "")
    if not found.opinions.filter(reference=number).exists():
        raise Http404("没有这个编号的意见")
    context = {"decision": found, "number": number, "column": SECTION, "door": "interaction"}
    return render(request, "registers/portal/thanks.html", context)


def _too_many(
    request: HttpRequest, found: Decision, form: OpinionForm, many: throttle.TooManyError
) -> HttpResponse:
    again = timezone.localtime(timezone.now() + timedelta(seconds=many.seconds))
    form.add_error(None, f"提交过于频繁，没有保存。请在 {again:%H:%M} 之后再提交，已填的内容还在")
    response = _page(request, found, form, 429)
    response.headers["Retry-After"] = str(many.seconds)
    return response


def _page(
    request: HttpRequest, found: Decision, form: OpinionForm | None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "decision": found,
        "stage": stage_of(found),
        "form": form,
        "is_open": found.takes_opinions(today),
        "days_left": (found.consult_until - today).days if found.consult_until else 0,
        "counts": _opinion_counts(found),
        "steps": _steps(found),
        "column": SECTION,
        "door": "interaction",
    }
    response = render(request, "registers/portal/decision.html", context, status=status)
    if form is not None:
        response.headers["X-Not-Kept"] = "1"  # it holds a token of this visitor
    return response


def _opinion_counts(found: Decision) -> dict[str, Any]:
    rows: Any = found.opinions.exclude(state=Opinion.VOIDED).order_by()
    by_outcome = {
        row["outcome"]: row["n"] for row in rows.values("outcome").annotate(n=Count("pk"))
    }
    total = sum(by_outcome.values())
    told = [(outcome.label, by_outcome[outcome]) for outcome in Outcome if outcome in by_outcome]
    is_told = found.feedback_on is not None
    return {
        "online": total,
        "all": total + found.other_opinions,
        "outcomes": told if is_told else [],
    }


def _steps(found: Decision) -> list[dict[str, Any]]:
    """The line of the four stages: what has been with its day, what is, what will be."""
    days = [
        ("征求意见", found.consult_from),
        ("意见反馈", found.feedback_on),
        ("审议", found.deliberated_on if found.outcome_on else None),
        ("公布结果", found.outcome_on),
    ]
    order = [State.CONSULTING, State.FEEDBACK, State.DELIBERATION, State.PUBLISHED]
    is_ended = found.state == State.TERMINATED
    here = -1 if is_ended else order.index(State(found.state))
    steps = []
    for place, (label, day) in enumerate(days):
        done = day is not None and (is_ended or place < here or found.state == State.PUBLISHED)
        steps.append(
            {"label": label, "day": day if done else None, "done": done, "here": place == here}
        )
    if is_ended:
        steps = [step for step in steps if step["done"]]
        steps.append({"label": "终止", "day": found.ended_on, "done": True, "here": True})
    return steps


def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """The narrowed list as a file."""
    rows = _rows(_narrowed(_chosen(request)))
    return downloads.answer(downloads.Table("decisions", SECTION.title, HEADS, rows), form)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    category, year = request.GET.get("category", "")[:20], request.GET.get("year", "")
    if category and category not in PUBLIC_STATES:
        raise Http404("没有这个阶段")
    if year and not (year.isascii() and year.isdecimal() and len(year) == 4 and year >= "1900"):
        raise Http404(f"年份“{year[:20]}”不对")
    return {
        "category": category,
        "year": int(year) if year else None,
        "q": downloads.words(request.GET.get("q", "")),
        "agency": agencies.chosen(request),
    }


def _narrowed(chosen: dict[str, Any]) -> DecisionQuerySet:
    found = Decision.objects.public().order_by("-consult_from", "-pk")
    if chosen["agency"]:
        found = found.filter(agency=chosen["agency"])
    if chosen["category"]:
        found = found.filter(state=chosen["category"])
    if chosen["year"]:
        found = found.filter(consult_from__year=chosen["year"])
    for word in chosen["q"].split():
        found = found.filter(
            Q(name__icontains=word) | Q(reference__iexact=docnumber.normalise(word))
        )
    return found


@remembered
def _counts() -> dict[tuple[int, str], int]:
    """(year, state) → matters; one query."""
    rows: Any = Decision.objects.public().order_by()
    counted = rows.values("consult_from__year", "state").annotate(n=Count("pk"))
    return {(row["consult_from__year"], row["state"]): row["n"] for row in counted}


def _filters(chosen: dict[str, Any]) -> list[dict[str, Any]]:
    by_year: dict[int, int] = {}
    by_state: dict[str, int] = {}
    for (year, state), count in _counts().items():
        if chosen["category"] in ("", state):
            by_year[year] = by_year.get(year, 0) + count
        if chosen["year"] in (None, year):
            by_state[state] = by_state.get(state, 0) + count
    stages = [(state, label, by_state[state]) for state, label in _PUBLIC if state in by_state]
    years = [(year, f"{year}年", by_year[year]) for year in sorted(by_year, reverse=True)]
    return [
        {"name": "category", "label": "阶段", "chosen": chosen["category"], "values": stages},
        {"name": "year", "label": "年份", "chosen": chosen["year"], "values": years},
    ]


def _rows(found: DecisionQuerySet) -> Iterator[tuple[downloads.Cell, ...]]:
    counted: Any = found.annotate(
        online=Count("opinions", filter=~Q(opinions__state=Opinion.VOIDED))
    )
    for row in counted.iterator(2000):
        yield (
            row.reference,
            row.name,
            row.department,
            stage_of(row),
            row.consult_from,
            row.consult_until,
            row.online,
            row.other_opinions,
            row.feedback_on,
            row.deliberated_on if row.outcome_on else None,
            row.outcome_on,
            row.ended_on,
        )
