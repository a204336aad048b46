"""办事指南: what each licence asks for and how long it takes, from the rules in force today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiyin.common import days
from huiyin.licensing.models import LicenceCategory, LicenceMatter
from huiyin.web import context
from huiyin.web.context import Section

from . import deadlines
from .actions.flow import REMEDY
from .matter_rules import HandlingRule
from .models import Purpose

SECTION = Section(
    "办事指南",
    "本机关办理的行政许可：申请条件、申请材料、办理时限、收费和办理地点",
    "办事指南,行政许可,申请材料,承诺时限",
    "办事服务",
)
context.REGISTERS[49] = context.Door(
    "services", "办事指南", "办许可要什么材料、多少天、收不收费", "services"
)
Rules = Mapping[str, HandlingRule]
"""What holds of one matter today, by sub-kind; under "" the matter's own."""


class Row(NamedTuple):
    """A line of the guide; several values are numbered."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What is told of a matter, or of one of its sub-kinds (`name`)."""

    name: str
    rule: HandlingRule
    own: HandlingRule

    @property
    def rows(self) -> list[Row]:
        """All lines that say something; where and when to ask may be left to the matter's own row."""
        rule, own = self.rule, self.own
        papers = "、".join(filter(None, (rule.document_name, rule.certificate_name)))
        since = days.written(rule.valid_from)
        rows = [
            Row("申请条件", tuple(rule.required or own.required)),
            Row("申请材料", tuple(rule.listed)),
            Row("法定时限", (f"自受理之日起{rule.statutory_days}个工作日内作出决定",)),
            Row("承诺时限", (f"{rule.promised_days}个工作日",)),
            Row("收费", (rule.fees,)),
            Row("办理地点", (rule.location or own.location,)),
            Row("咨询电话", (rule.enquiries or own.enquiries,)),
            Row("结果文书", (papers,)),
            Row("时限和材料的依据", (f"{rule.grounds}（{since}起执行）",)),
        ]
        return [row for row in rows if any(row.values)]


@dataclass(frozen=True)
class Guide:
    """办事指南 of one matter; `parts` are its sub-kinds, or the whole of it."""

    matter: LicenceMatter
    rules: Rules

    @property
    def own(self) -> HandlingRule:
        return self.rules[""]

    @property
    def parts(self) -> list[Part]:
        own = self.own
        return [Part(name, self.rules.get(name, own), own) for name in own.kinds or [""]]

    @property
    def shared(self) -> list[Row]:
        """The lines that are the same for each of several sub-kinds."""
        first, *others = [part.rows for part in self.parts]
        return [row for row in first if others and all(row in rows for rows in others)]

    @property
    def sections(self) -> list[tuple[str, list[Row]]]:
        """(heading, lines): what each sub-kind has of its own, then what they share."""
        shared = self.shared
        apart = [
            (part.name or "申请条件、材料和时限", [row for row in part.rows if row not in shared])
            for part in self.parts
        ]
        told = [section for section in apart if section[1]]
        return [*told, ("各办理项相同的", shared)] if shared else told

    @property
    def promises(self) -> list[int]:
        """The promised working days, the shortest and the longest if they differ."""
        promised = [part.rule.promised_days for part in self.parts]
        return sorted({min(promised), max(promised)})

    @property
    def is_checked(self) -> bool:
        return all(part.rule.is_checked for part in self.parts)


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Every matter that is handled today, by category."""
    guides = _guides(HandlingRule.objects.all(), timezone.localdate())
    categories: dict[LicenceCategory, list[Guide]] = {}
    for guide in sorted(guides, key=_place):
        categories.setdefault(guide.matter.category, []).append(guide)
    details = {"column": SECTION, "door": "licences", "categories": categories.items()}
    return render(request, "approvals/portal/services.html", details)


@require_safe
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """All that an applicant has to know of one matter."""
    return _page(request, "approvals/portal/service.html", _guide(pk))


@require_safe
def blank_form(request: HttpRequest, pk: int) -> HttpResponse:
    """申请表: to be printed and filled in by hand."""
    return _page(request, "approvals/portal/form.html", _guide(pk), purposes=Purpose.labels)


def _page(request: HttpRequest, template: str, guide: Guide, **more: Any) -> HttpResponse:
    name = guide.matter.name
    details = {
        "column": Section(
            SECTION.title, f"{name}的办事指南", f"{name},{SECTION.keywords}", SECTION.column_type
        ),
        "door": "licences",
        "guide": guide,
        "clocks": deadlines,
        "remedy": REMEDY,
        **more,
    }
    return render(request, template, details)


def _guide(pk: int) -> Guide:
    """Raises Http404 for a matter that is not handled today."""
    found = _guides(HandlingRule.objects.filter(matter=pk), timezone.localdate())
    if not found:
        raise Http404("没有这个事项的办事指南")
    return found[0]


def _guides(rules: Any, day: date) -> list[Guide]:
    """Of each matter with a row of its own that holds on that day; one query."""
    rows: Iterable[HandlingRule] = (
        rules.filter(valid_from__lte=day).select_related("matter__category").order_by("valid_from")
    )
    known: dict[LicenceMatter, dict[str, HandlingRule]] = {}
    for row in rows:
        known.setdefault(row.matter, {})[row.sub_kind] = row
    return [Guide(matter, held) for matter, held in known.items() if "" in held]


def _place(guide: Guide) -> tuple[int, int, int]:
    category = guide.matter.category
    return category.position, category.pk, guide.matter.pk
