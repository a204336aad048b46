"""The fields of a measure of the work plan, and of an annual report on its way."""

from huiyin.casework.sheets import Field, Section, Sheet

from .models import AnnualReport, PlanItem

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
ANNUAL = Sheet(
    AnnualReport,
    Section("报告", Field("year"), "begun_on", "due_on"),
    Section("核对和定稿", "checked_by", "checked_on", "frozen_on", "digest", "void_reason"),
    dated_by="begun_on",
)
