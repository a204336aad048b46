"""权责清单."""

from typing import Any

from huiyin.casework.forms import MoveForm
from huiyin.casework.record_forms import AmendForm, forms_of

from . import actions
from .models import Power
from .sheet import SHEET

ENTRY = tuple(name for name in SHEET.asked if name not in ("reference", "listed_from"))
"""What a version of the list says."""

RegisterForm, AmendPowerForm = forms_of(SHEET, check=actions.check)


class AdjustForm(AmendForm):
    """动态调整: the new wording, since when, and why."""

    class Meta:
        model = Power
        fields = ENTRY

    def details(self) -> dict[str, Any]:
        details = super().details()
        return details | {name: self.cleaned_data[name] for name in ("since", "reason")}


class ApproveForm(MoveForm):
    """核准公开: nothing is typed; what waits is read."""

    above_fields = "registers/desk/_proposal.html"
