"""工作计划: the fields of a measure."""

from huiyin.casework.sheets import Field, Section, Sheet

from .models import PlanItem

PLAN = Sheet(
    PlanItem,
    Section(
        "措施",
        Field("year"),
        Field("text", is_long=True),
        Field("problem"),
        Field("unit", head="责任科室"),
        Field("due_on"),
        Field("basis"),
        "entered_by",
    ),
    Section("落实", "done_on", "result", "dropped_on", "drop_reason", "void_reason"),
    dated_by="due_on",
)
