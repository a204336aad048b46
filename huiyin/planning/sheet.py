"""The fields of a task of the plan, and of a superior's document."""

from datetime import date

from django.db.models import Q

from huiyin.casework.cells import Reference
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.organisations.models import Organisation

from .models import Document, PlanItem


def units(agency_id: int) -> list[tuple[int, tuple[str, str]]]:
    """The agency itself and its units, for a table."""
    own = Q(pk=agency_id) | Q(parent=agency_id, is_agency=False)
    rows = Organisation.objects.standing().filter(own)
    return [(pk, (name, short)) for pk, name, short in rows.values_list("pk", "name", "short_name")]


UNIT = Reference(table=units, add="其他单位请先在机构设置中添加")
PLAN = Sheet(
    PlanItem,
    Field(
        "reference", asked=False, header="序号", aliases=("编号", "任务编号"), example="（示例）1"
    ),
    Section(
        "措施",
        Field("year", aliases=("年度",), has_fallback=True, example=2026),
        Field(
            "text",
            is_long=True,
            header="任务",
            aliases=("重点任务", "工作任务", "工作内容"),
            example="新增公厕导视牌三百处",
        ),
        Field("measure", is_long=True, aliases=("工作目标", "完成标准"), example="三百处全部投用"),
        Field("problem", has_fallback=True, example="其他"),
        Field(
            "unit", head="责任科室", header="责任单位", aliases=("牵头单位", "责任科室"), cell=UNIT
        ),
        "unit_words",
        Field("due_on", aliases=("完成时限", "时限"), example=date(2026, 9, 30)),
        Field("basis", aliases=("依据", "文件依据"), example="云政发〔2026〕1号"),
        "source",
        "former",
        "entered_by",
        "entered_on",
    ),
    Section("办理", "issued_on", "owed_on", "claimed_on"),
    Section(
        "落实",
        "done_on",
        "result",
        "dropped_on",
        "drop_reason",
        "carried_on",
        "carry_reason",
        "void_reason",
    ),
    dated_by="due_on",
)
DOCUMENT = Sheet(
    Document,
    Section(
        "上级文件",
        Field("name", is_long=True),
        Field("number"),
        Field("issuer"),
        Field("issued_on"),
        Field("year"),
    ),
    Section("登记", "registered_on", "entered_by", "void_reason"),
    dated_by="registered_on",
)
