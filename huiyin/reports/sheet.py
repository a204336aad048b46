"""The fields of an annual report on its way."""

from huiyin.casework.sheets import Field, Section, Sheet

from .models import AnnualReport

ANNUAL = Sheet(
    AnnualReport,
    Section("报告", Field("year"), "begun_on", "due_on"),
    Section("核对和定稿", "checked_by", "checked_on", "frozen_on", "digest", "void_reason"),
    dated_by="begun_on",
)
