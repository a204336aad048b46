"""整改事项: what has to be mended, and what became of it."""

from datetime import date

from huiyin.casework.sheets import Field, Section, Sheet

from .models import Rectification

SHEET = Sheet(
    Rectification,
    Section(
        "整改事项",
        Field("category", example="限期整改"),
        Field("unit"),
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
