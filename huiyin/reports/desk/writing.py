"""Writing the summary at the desk: each place, the frame and the measures have a page of their own.

The same forms stand in the text of the summary; what is refused is shown here, with what was typed.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.organisations.actors import acting
from huiyin.planning.models import KEEP
from huiyin.reports import rules
from huiyin.reports.actions import writing
from huiyin.reports.forms import FrameForm, ParagraphForm
from huiyin.reports.models import OfficeParagraph
from huiyin.reports.summary import slots

from . import outline
from .answering import GET_POST, answer, number, seen
from .asked import Asked, asked
from .summary import by_problem, frame_form


@require_http_methods(GET_POST)
def paragraph(request: HttpRequest, year: int, agency: str, slot: str) -> HttpResponse:
    """撰写一段: what stands there, what was written a year ago, and all versions."""
    about = _writer(request, year, agency)
    if slot not in slots():
        raise Http404("提纲里没有这个位置")
    place = outline.place(slots()[slot], about.composed(), [])
    form = ParagraphForm(request.POST, label=place.slot.label) if request.POST else place.form
    context = {"about": about, "place": place, "form": form}
    context["citable"] = outline.citable(about.agency.pk)
    context["versions"] = (
        OfficeParagraph.objects.of_year(about.agency.pk, year)
        .filter(slot=slot)
        .order_by("-version")
    )

    def save() -> HttpResponse:
        paragraph = _written(request, about, slot, form)
        messages.success(request, _message(paragraph))
        return redirect(f"{about.page}#{place.anchor}")

    return answer(request, "reports/desk/paragraph.html", context, form, save, place.version)


def _written(
    request: HttpRequest, about: Asked, slot: str, form: ParagraphForm
) -> OfficeParagraph | None:
    common: dict[str, Any] = {
        "actor": acting(request),
        "at": timezone.now(),
        "seen": seen(request),
    }
    if "take" in request.POST:
        return writing.take_over(about.agency, about.year, slot, **common)
    text = "" if "leave" in request.POST else form.cleaned_data["text"]
    return writing.write_paragraph(about.agency, about.year, slot, text, **common)


def _message(paragraph: OfficeParagraph | None) -> str:
    if paragraph is None:
        return "内容没有变化"
    if paragraph.taken_from_id:
        return f"已沿用{paragraph.year - 1}年的内容，署名改为您"
    return "已保存" if paragraph.text else "这一段不写了，正式文本中不出现"


@require_http_methods(GET_POST)
def frame(request: HttpRequest, year: int, agency: str) -> HttpResponse:
    """版头和落款."""
    about = _writer(request, year, agency)
    composed = about.composed()
    form = FrameForm(request.POST) if request.POST else frame_form(composed)

    def save() -> HttpResponse:
        writing.arrange(
            about.agency, year, form.frame(),
            actor=acting(request), at=timezone.now(), seen=seen(request),
        )  # fmt: skip
        messages.success(request, "已保存主送机关、署名和日期")
        return redirect(Asked(about.choice, year, None, about.today).page)

    context = {"about": about, "form": form, "frame": composed.frame}
    return answer(request, "reports/desk/frame.html", context, form, save, composed.frame.version)


@require_http_methods(GET_POST)
def measures(request: HttpRequest, year: int, agency: str) -> HttpResponse:
    """下一步措施: ticked among the items of the plan."""
    about = _writer(request, year, agency)
    composed = about.composed()
    ticked = [number(key) for key in request.POST.getlist("item")]

    def save() -> HttpResponse:
        writing.choose_measures(
            about.agency, year, ticked,
            actor=acting(request), at=timezone.now(), seen=seen(request),
        )  # fmt: skip
        messages.success(request, f"已选取 {len(ticked)} 项措施" if ticked else "没有选取措施")
        return redirect(f"{about.page}#measures")

    context = {
        "about": about,
        "composed": composed,
        "plan": by_problem(composed.offered),
        "chosen": set(ticked) if request.POST else {item.pk for item in composed.chosen},
        "may_plan": acting(request).may(KEEP, about.agency.pk),
    }
    version = composed.frame.version
    return answer(request, "reports/desk/measures.html", context, None, save, version)


def _writer(request: HttpRequest, year: int, agency: str) -> Asked:
    about = asked(request, year, agency)
    if not rules.may_write(acting(request), about.agency.pk):
        raise PermissionDenied("您的岗位不能撰写年度工作总结。")
    return about
