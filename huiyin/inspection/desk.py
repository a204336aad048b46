"""网站自查 on the desk: the verdict, each indicator with its evidence, its settings; reminders."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import LEADER, Filter, Room, Todo, declare
from huiyin.casework.sheets import Column, Section, Sheet
from huiyin.editorial.rules import may_begin
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation, held_in
from huiyin.rectification import findings
from huiyin.rectification.models import Rectification

from . import actions, charged, loading, mending, reminding, running
from .models import ColumnReminder, Group, Indicator, Inspection, Result
from .reach import RUN, SET, VIEW, covers, covers_site

SUPERVISE = ("disclosure.change_columnpage", LEADER)
TREND = 8  # runs
STEP_SECONDS = 1.0
WHOLE = "all"
MARKS = {"V2": "公布的检查表", "U": "经验值，可修改"}


@dataclass(frozen=True)
class Line:
    """One indicator of a run, with its results in earlier runs (oldest first)."""

    result: Result
    trend: list[Result]
    mark: str
    mend: str
    """Where it is ordered that it be mended, for whoever may and where it is not yet."""
    mended: list[Rectification]

    @property
    def trend_words(self) -> str:
        return "、".join(
            f"{timezone.localtime(r.inspection.started_at):%m-%d}{r.get_state_display()}"
            for r in self.trend
        )


@require_GET
def inspection(request: HttpRequest) -> HttpResponse:
    """网站自查: the newest run of the site or of an agency's part, or the run in the address."""
    actor = _viewer(request)
    parts, part = _parts(request, request.GET.get("agency", ""))
    key = part.pk if part else None
    runs = list(Inspection.objects.filter(agency=key)[:30])
    run_key = request.GET.get("run", "")
    current: Any = next((run for run in runs if not run_key or str(run.pk) == run_key), None)
    if run_key and current is None:
        raise Http404
    context: dict[str, Any] = {
        "shown": current,
        "runs": runs,
        "parts": parts,
        "part": part,
        "whole": covers_site(actor, VIEW),
        "may_run": covers(actor, RUN, key),
    }
    if current is not None:
        context |= _results(current, runs, actor)
    return render(request, "inspection/inspection.html", context)


def _results(inspection: Inspection, runs: list[Inspection], actor: Actor) -> dict[str, Any]:
    before = [run.pk for run in runs if run.started_at < inspection.started_at][: TREND - 1]
    trends: dict[int, list[Result]] = {}
    past = Result.objects.filter(inspection__in=before).select_related("inspection")
    for result in past.order_by("inspection__started_at"):
        trends.setdefault(result.indicator_id, []).append(result)
    groups: dict[str, list[Line]] = {str(label): [] for _, label in Group.choices}
    results = list(inspection.results.select_related("indicator"))
    broken = [one.indicator for one in results if one.state == Result.State.BROKEN]
    openings, mended = mending.openings(inspection, broken, actor), findings.seen(broken, actor)
    for result in results:
        mark, key = MARKS.get(result.indicator.mark, ""), result.indicator_id
        line = Line(result, trends.get(key, []), mark, openings.get(key, ""), mended.get(key, []))
        groups[result.indicator.get_group_display()].append(line)
    return {"groups": [pair for pair in groups.items() if pair[1]]} | _progress(results)


def _progress(results: list[Result]) -> dict[str, Any]:
    counts = {state: 0 for state, _ in Result.State.choices}
    for result in results:
        counts[result.state] += 1
    return {
        "counts": counts,
        "done": sum(result.is_done for result in results),
        "total": len(results),
    }


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """现在检查; the page then requests one step after another, and the schedule helps."""
    _viewer(request)
    _, part = _parts(request, request.POST.get("agency", ""))
    running.start(actor=acting(request), at=timezone.now(), agency=part)
    return _to(part)


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Measure the next few indicators of a run; answers with the progress or the end."""
    actor = _viewer(request)
    if not actor.may_somewhere(RUN):
        raise PermissionDenied("您的岗位不能发起网站自查。")
    run = Inspection.objects.select_related("agency").filter(pk=pk).first()
    if run is None or not covers(actor, RUN, run.agency_id):
        raise Http404
    part = run.agency
    run = running.run(run, at=timezone.now(), seconds=STEP_SECONDS)
    if not getattr(request, "htmx", False):
        return _to(part)
    if run.finished_at is not None:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    context = {"shown": run, "may_run": True} | _progress(list(run.results.all()))
    return render(request, "inspection/_progress.html", context)


class IndicatorForm(forms.ModelForm):
    """修改指标."""

    reason = forms.CharField(label="修改理由", max_length=300)

    class Meta:
        model = Indicator
        fields = actions.FIELDS


@require_http_methods(["GET", "POST"])
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """指标: its rule and numbers; the numbers without a verified source can be changed here."""
    actor = _viewer(request)
    loading.load()
    row = Indicator.objects.filter(code=code, is_listed=True).first()
    if row is None:
        raise Http404
    may_set = covers_site(actor, SET) and row.is_editable
    form = IndicatorForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST":
        if not covers_site(actor, SET):
            raise PermissionDenied("您的岗位不能修改检查指标。")
        if "restore" in request.POST:
            actions.restore_indicator(row, actor=actor, at=timezone.now())
            messages.success(request, f"“{row.name}”已恢复原值，下次检查起生效")
            return redirect("indicator", code=code)
        if form.is_valid() and _set(row, form, actor):
            messages.success(request, f"已保存“{row.name}”，下次检查起生效")
            return redirect("indicator", code=code)
    context = {
        "indicator": Indicator.objects.get(pk=row.pk),
        "form": form if may_set else None,
        "shipped": loading.shipped()[code],
        "mark": MARKS.get(row.mark, ""),
        "units": charged.units(row, actor, timezone.localdate()),
        "results": Result.objects.filter(_within(actor), indicator=row)
        .select_related("inspection")
        .order_by("-inspection__started_at")[:TREND],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "inspection/indicator.html", context, status=status)


def _set(row: Indicator, form: IndicatorForm, actor: Actor) -> bool:
    values = {name: form.cleaned_data[name] for name in actions.FIELDS}
    reason = form.cleaned_data["reason"]
    try:
        actions.set_indicator(row, values, reason=reason, actor=actor, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _parts(request: HttpRequest, slug: str) -> tuple[list[Organisation], Organisation | None]:
    """The agencies whose parts this person inspects, and the requested one; None: the whole site.

    Raises:
        Http404: not a part that this person may look at.
    """
    actor = acting(request)
    whole = covers_site(actor, VIEW)
    parts = list(Organisation.objects.agencies().where(actor, VIEW))
    if not slug:
        return parts, None if whole else parts[0]
    if slug == WHOLE and whole:
        return parts, None
    part = next((part for part in parts if part.slug == slug), None)
    if part is None:
        raise Http404
    return parts, part


def _within(actor: Actor) -> Q:
    """Results of the runs that this person may look at."""
    own = held_in(actor, VIEW, agency="inspection__agency")
    if covers_site(actor, VIEW):
        return own | Q(inspection__agency=None)
    return own & Q(inspection__agency__isnull=False)


def _to(part: Organisation | None) -> HttpResponse:
    return redirect(f"{reverse('inspection')}{f'?agency={part.slug}' if part else ''}")


def _viewer(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.may_somewhere(VIEW):
        raise PermissionDenied("您的岗位不能查看网站自查。")
    return actor


def _unit(reminder: ColumnReminder) -> str:
    return reminder.department.short_name if reminder.department else ""


def _seen(reminders: Any, actor: Actor) -> Any:
    """Supervisors see all of the agency's reminders; column editors unowned ones and their own."""
    theirs = Q(owner__isnull=True) | Q(owner__in=actor.keys)
    return reminders.filter(theirs | held_in(actor, *SUPERVISE))


def _notice(actor: Actor, reminder: ColumnReminder) -> tuple[str, str]:
    """A new document ends it; who does not write looks at what is missing."""
    if may_begin(actor, reminder.agency_id):
        return "起草信息", f"/desk/manuscripts/new/?column={reminder.column_id}"
    return "查看提醒", f"/desk/reminders/{reminder.pk}/"


SHEET = Sheet(
    ColumnReminder,
    Section(
        "更新提醒",
        *("column", "latest_on", "due_on", "department", "owner"),
        *("reminded_at", "alarmed_at", "closed_at"),
    ),
    dated_by="due_on",
)
ROOM = declare(
    Room(
        key="reminders",
        label="更新提醒",
        unit="条",
        sheet=SHEET,
        permissions=("disclosure.import_pages", "disclosure.view_statistics"),
        columns=SHEET.columns(
            Column("编号", lambda r: r.reference, "reference", "reference"),
            Column("栏目", lambda r: r.column.title, "column__title", "title"),
            "latest_on",
            Column("应更新", lambda r: r.due_on, "due_on", "date"),
            Column("责任部门", _unit),
            Column("责任人", lambda r: str(r.owner) if r.owner else ""),
            Column("状态", lambda r: r.state),
        ),
        filters=(
            Filter(
                "open",
                "状态",
                lambda actor: [("yes", "待更新"), ("no", "已更新")],
                lambda records, value: records.filter(closed_at__isnull=value == "yes"),
            ),
        ),
        search=("column__title", "reference"),
        related=("agency", "column", "owner", "department"),
        todo=Todo(
            open=lambda records: records.open(),
            is_open=lambda reminder: reminder.closed_at is None,
            due="due_on",
            step=lambda reminder: "更新栏目",
            unit=_unit,
            mine=reminding.owed_by,
            notice=_notice,
            heads=("disclosure.change_columnpage",),
        ),
        order="due_on",
        links=lambda reminder, _: [
            ("栏目设置", f"/desk/columns/#c{reminder.column_id}"),
            ("起草信息", f"/desk/manuscripts/new/?column={reminder.column_id}"),
        ],
        narrowed=_seen,
    )
)
