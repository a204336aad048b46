"""信用修复指南: who may apply, on which conditions today, with what, where and until when; blank papers."""

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiyin.organisations.models import Organisation
from huiyin.penalties import grading
from huiyin.penalties.models import CreditRule, Penalty
from huiyin.penalties.rows import Seriousness
from huiyin.web.context import Section

from .conditions import ASKED
from .models import Evidence, Term
from .rows import Step

GUIDE = Section(
    "信用修复指南",
    "受过行政处罚的单位和个人怎样申请信用修复：条件、材料、期限、地点和结果",
    "信用修复,行政处罚,公示,异议,承诺书",
    "办事服务",
)
PAPERS = Section(
    "信用修复申请书和承诺书",
    "可以打印的信用修复申请书和信用修复承诺书空白文书",
    "信用修复,申请书,承诺书,空白文书",
    "办事服务",
)
_FOR_THE_OFFICE = re.compile(r"（[^（）]*请核对）$")
"""At the end of a basis: a note to whoever keeps the rows, no part of the rule's name."""


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Everything that an applicant needs to know, by the rows of today."""
    today = timezone.localdate()
    context = {
        "column": GUIDE,
        "door": "disclosure",
        "conditions": ASKED.values(),
        "grades": [_grade(rule) for rule in grading.in_force(today)],
        "bands": grading.bands(today),
        "materials": [label for value, label in Evidence.Role.choices],
        "terms": {step.value: Term.objects.on(today, step=step.value) for step in Step},
        "agencies": _agencies(),
    }
    return render(request, "credit/portal/guide.html", context)


def _grade(rule: CreditRule) -> Mapping[str, object]:
    """A row of the rule set: whom it is for, how long, by which rule."""
    return {
        "rule": rule,
        "means": grading.GRADES[Seriousness(rule.level)],
        "basis": _FOR_THE_OFFICE.sub("", rule.basis),
    }


def _agencies() -> list[Organisation]:
    """Those of whose penalties some are on view: each repairs its own."""
    decided = Penalty.objects.public().order_by().values("agency")
    return list(Organisation.objects.filter(pk__in=decided))


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The application and the commitment, empty, a sheet of paper each."""
    roles = [label for value, label in Evidence.Role.choices if value != Evidence.Role.APPLICATION]
    context = {"column": PAPERS, "door": "disclosure", "materials": roles}
    return render(request, "credit/portal/papers.html", context)
