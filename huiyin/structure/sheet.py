"""机构变更: its fields."""

from huiyin.casework.sheets import Field, Section, Sheet

from .models import Change

SHEET = Sheet(
    Change,
    Section(
        "变更",
        Field("what"),
        Field("organisation", needed_when="新设内设机构的不选"),
        Field(
            "day",
            help="从这一天起；补记以前的名称的，填用到哪一天（含当日）；撤销机关的，填当天",
        ),
        Field("name", needed_when="新设、更名填新名称；补记的填当时的名称"),
        Field("short_name", help="空着同名称"),
        Field("slug", needed_when="新设时填写，如 zhatu"),
        Field("parent", needed_when="划转时选择；新设空着表示直属本机关"),
        Field("successor", needed_when="撤销机关而由别的机关承接的"),
        Field("basis"),
        "proposed_by",
        "proposed_on",
    ),
    Section("确认", "confirmed_by", "confirmed_on", "decline_reason"),
    dated_by="proposed_on",
)
