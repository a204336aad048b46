"""承办任务, 督办, 升级提醒: the fields by which a unit is asked, and those by which it answers."""

from huiyin.casework.sheets import Field, Section, Sheet

from .models import Assignment, Escalation, Supervision

SHEET = Sheet(
    Assignment,
    Section(
        "任务",
        Field("unit"),
        Field("role"),
        "is_designated",
        "former",
        Field("subject"),
        "given_on",
        Field("due_on"),
        "signed_on",
    ),
    Section("反馈", "reported_on", "opinion", "closed_on", "close_reason", "return_basis"),
    dated_by="given_on",
)
SUPERVISIONS = Sheet(
    Supervision,
    Section("督办", Field("unit"), Field("cause"), Field("subject"), "asked_on", Field("due_on")),
    Section("答复", "first_answered_on", "answered_on", "answer", "released_on", "release_reason"),
    dated_by="asked_on",
)
ESCALATIONS = Sheet(
    Escalation,
    Section("到期事项", "unit", "label", "due_on", "due_at"),
    Section("升级", "rung", "rule", "basis", "raised_at", "holders"),
    Section("过问", "attended_on", "instruction", "settled_on"),
    dated_by="raised_on",
)
