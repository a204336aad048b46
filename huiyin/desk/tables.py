"""年度报告第三、第四部分 as tables: each cell is a figure and opens to its records."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.foi import statutory
from huiyin.foi.models import RemedyKind
from huiyin.organisations.models import Organisation

from .gate import DeskRequest, staff

FIRST_YEAR = 2000


Values = dict[str, int | Decimal | None]


@dataclass(frozen=True)
class Cell:
    key: str
    value: int | Decimal | None


APPLICATIONS = "foi.view_register"


@staff
@require_GET
def applications(request: DeskRequest, year: int) -> HttpResponse:
    """收到和处理政府信息公开申请情况；行政复议、行政诉讼情况."""
    if not request.actor.may(APPLICATIONS):
        raise PermissionDenied("您的岗位不能查看依申请公开的数据。")
    agency = Organisation.objects.agencies().visible_to(request.actor).first()
    if agency is None or not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    cells = [*statutory.table(), *statutory.remedies()]
    values = registry.values(cells, Scope.year(agency.pk, year))
    context: dict[str, Any] = {
        "agency": agency,
        "year": year,
        "heads": statutory.COLUMNS.values(),
        "rows": [
            (label, _cells(values, f"foi.table.{name}", statutory.COLUMNS))
            for name, label in statutory.ROWS.items()
        ],
        "outcomes": statutory.REMEDY_COLUMNS.values(),
        "remedies": [
            (label, _cells(values, f"foi.remedies.{kind}", statutory.REMEDY_COLUMNS))
            for kind, label in RemedyKind.choices
        ],
    }
    return render(request, "desk/applications.html", context)


def _cells(values: Values, prefix: str, columns: dict[str, str]) -> list[Cell]:
    return [Cell(key, values[key]) for key in (f"{prefix}.{column}" for column in columns)]
