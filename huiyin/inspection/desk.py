"""网站自查 on the desk: the verdict, each indicator with its evidence, its settings; reminders."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Column, Filter, Room, Section, Todo, declare
from huiyin.editorial.rules import may_begin
from huiyin.organisations.actors import acting

from . import actions, loading, reminding, running
from .models import ColumnReminder, Group, Indicator, Inspection, Result

VIEW = "inspection.view_inspection"
TREND = 8  # runs
STEP_SECONDS = 1.0
MARKS = {"V2": "公布的检查表", "U": "经验值，可修改"}


@dataclass(frozen=True)
class Line:
    """One indicator of a run, with how it stood in the runs before (oldest first)."""

    result: Result
    trend: list[Result]
    mark: str

    @property
    def trend_words(self) -> str:
        return "、".join(
            f"{timezone.localtime(r.inspection.started_at):%m-%d}{r.get_state_display()}"
            for r in self.trend
        )


@require_GET
def inspection(request: HttpRequest) -> HttpResponse:
    """网站自查: the newest run, or one that is named."""
    actor = _viewer(request)
    runs = list(Inspection.objects.all()[:30])
    wanted = request.GET.get("run", "")
    shown: Any = next((run for run in runs if not wanted or str(run.pk) == wanted), None)
    if wanted and shown is None:
        raise Http404
    context: dict[str, Any] = {
        "shown": shown,
        "runs": runs,
        "may_run": actor.may(running.RUN),
        "may_set": actor.may(actions.SET),
    }
    if shown is not None:
        context |= _told(shown, runs)
    return render(request, "inspection/inspection.html", context)


def _told(shown: Inspection, runs: list[Inspection]) -> dict[str, Any]:
    before = [run.pk for run in runs if run.started_at < shown.started_at][: TREND - 1]
    trends: dict[int, list[Result]] = {}
    past = Result.objects.filter(inspection__in=before).select_related("inspection")
    for result in past.order_by("inspection__started_at"):
        trends.setdefault(result.indicator_id, []).append(result)
    groups: dict[str, list[Line]] = {str(label): [] for _, label in Group.choices}
    results = list(shown.results.select_related("indicator"))
    for result in results:
        mark = MARKS.get(result.indicator.mark, "")
        line = Line(result, trends.get(result.indicator_id, []), mark)
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
    """现在检查; the page then asks for one step after another, and the schedule helps."""
    _viewer(request)
    running.start(actor=acting(request), at=timezone.now())
    return redirect("inspection")


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """The next few indicators of a run; answers with the progress, or that all is done."""
    actor = _viewer(request)
    if not actor.may(running.RUN):
        raise PermissionDenied("您的岗位不能发起网站自查。")
    found = Inspection.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    found = running.run(found, at=timezone.now(), seconds=STEP_SECONDS)
    if not getattr(request, "htmx", False):
        return redirect("inspection")
    if found.finished_at is not None:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    context = {"shown": found, "may_run": True} | _progress(list(found.results.all()))
    return render(request, "inspection/_progress.html", context)


class IndicatorForm(forms.ModelForm):
    """修改指标."""

    reason = forms.CharField(label="修改理由", max_length=300)

    class Meta:
        model = Indicator
        fields = actions.FIELDS


@require_http_methods(["GET", "POST"])
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """指标: its rule and numbers; those without a verified source can be set here."""
    actor = _viewer(request)
    loading.load()
    found = Indicator.objects.filter(code=code, is_listed=True).first()
    if found is None:
        raise Http404
    may_set = actor.may(actions.SET) and found.is_editable
    form = IndicatorForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST":
        if not actor.may(actions.SET):
            raise PermissionDenied("您的岗位不能修改检查指标。")
        if "restore" in request.POST:
            actions.restore_indicator(found, actor=actor, at=timezone.now())
            messages.success(request, f"“{found.name}”已恢复原值，下次检查起生效")
            return redirect("indicator", code=code)
        if form.is_valid() and _set(found, form, actor):
            messages.success(request, f"已保存“{found.name}”，下次检查起生效")
            return redirect("indicator", code=code)
    context = {
        "indicator": Indicator.objects.get(pk=found.pk),
        "form": form if may_set else None,
        "shipped": loading.shipped()[code],
        "mark": MARKS.get(found.mark, ""),
        "results": Result.objects.filter(indicator=found)
        .select_related("inspection")
        .order_by("-inspection__started_at")[:TREND],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "inspection/indicator.html", context, status=status)


def _set(found: Indicator, form: IndicatorForm, actor: Actor) -> bool:
    values = {name: form.cleaned_data[name] for name in actions.FIELDS}
    reason = form.cleaned_data["reason"]
    try:
        actions.set_indicator(found, values, reason=reason, actor=actor, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _viewer(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.may(VIEW):
        raise PermissionDenied("您的岗位不能查看网站自查。")
    return actor


def _unit(reminder: ColumnReminder) -> str:
    return reminder.department.short_name if reminder.department else ""


def _seen(found: Any, actor: Actor) -> Any:
    """Whoever supervises sees all of the agency; whoever keeps columns, what is nobody's or theirs."""
    seen = found.visible_to(actor)
    if actor.may("disclosure.change_columnpage") or actor.may("organisations.appoint"):
        return seen
    return seen.filter(owner__isnull=True) | seen.filter(owner=actor.key)


def _notice(actor: Actor, reminder: ColumnReminder) -> tuple[str, str]:
    """A new document ends it; who does not write looks at what is missing."""
    if may_begin(actor):
        return "起草信息", f"/desk/manuscripts/new/?column={reminder.column_id}"
    return "查看提醒", f"/desk/reminders/{reminder.pk}/"


ROOM = declare(
    Room(
        key="reminders",
        label="更新提醒",
        unit="条",
        model=ColumnReminder,
        permissions=("disclosure.import_pages", "disclosure.view_statistics"),
        columns=(
            Column("编号", lambda r: r.reference, "reference", "reference"),
            Column("栏目", lambda r: r.column.title, "column__title", "title"),
            Column("最近更新", lambda r: r.latest_on, "latest_on", "date"),
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
                lambda found, value: found.filter(closed_at__isnull=value == "yes"),
            ),
        ),
        date_column="due_on",
        search=("column__title", "reference"),
        related=("agency", "column", "owner", "department"),
        sections=(
            Section(
                "更新提醒",
                (
                    "column",
                    "latest_on",
                    "due_on",
                    "department",
                    "owner",
                    "reminded_at",
                    "alarmed_at",
                    "closed_at",
                ),
            ),
        ),
        todo=Todo(
            open=lambda found: found.open(),
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
        visible=_seen,
    )
)
