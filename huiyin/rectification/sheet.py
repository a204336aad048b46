"""整改事项: what has to be mended, and what became of it."""

from datetime import date

from django.db.models import Q

from huiyin.casework.cells import Reference
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.organisations.models import Organisation

from .models import Rectification


def units(agency_id: int) -> list[tuple[int, tuple[str, str]]]:
    """The names by which a table may call the agency and its units."""
    own = Q(pk=agency_id) | Q(parent=agency_id, is_agency=False)
    rows = Organisation.objects.filter(own).values_list("pk", "name", "short_name")
    return [(pk, (name, short)) for pk, name, short in rows]


UNIT = Reference(table=units, add="其他单位请先在机构设置中添加")
SHEET = Sheet(
    Rectification,
    Field(
        "reference", asked=False, required=True, aliases=("编号",),
        example="（示例）ZG2026-90001",
    ),
    Section(
        "整改事项",
        Field("category", example="限期整改"),
        Field("unit", aliases=("整改单位",), cell=UNIT),
        Field("subject", aliases=("标题",), example="栏目更新不及时"),
        Field("problem"),
        Field("demand"),
        Field("origin"),
    ),
    Section(
        "来文",
        Field("sender", needed_when="外来文书的必填"),
        Field("paper_number", needed_when="外来文书的必填"),
    ),
    Section(
        "期限",
        Field("received_on", example=date(2026, 3, 2)),
        Field("named_due_on"),
        "due_on",
        "first_due_on",
        "wanted_until",
        "wanted_because",
    ),
    Section(
        "整改和复查",
        "round",
        "issued_on",
        "signed_on",
        "measures",
        "reported_on",
        "opinion",
        "failed_on",
        "delivered_on",
        "closed_on",
        "void_reason",
    ),
    dated_by="received_on",
)  # fmt: skip
