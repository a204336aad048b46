"""挂账事项: their fields."""

from huiyin.casework.sheets import Field, Section, Sheet

from .models import Deferral

SHEET = Sheet(
    Deferral,
    Field("reference", asked=False),
    Section(
        "挂账", "deferred_on", "reason", "plan", "due_on",
    ),
    Section("销账", "result", "end_text", "settled_on"),
    dated_by="deferred_on",
)  # fmt: skip
