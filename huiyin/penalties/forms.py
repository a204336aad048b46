"""What a person fills in for the moves of a penalty."""

from typing import Any

from huiyin.casework.forms import AsItStandsForm
from huiyin.casework.record_forms import AmendForm, MatterForm, form_of

from . import actions, kinds
from .models import Penalty
from .sheet import DECISION, SHEET

RegisterForm = form_of(SHEET, MatterForm, SHEET.asked, check=actions.check)
AmendPenaltyForm = form_of(
    SHEET, AmendForm, (*SHEET.asked, *DECISION, "decided_on"), check=actions.check
)


class ProposeForm(AsItStandsForm):
    """提出处理意见 over what was proposed before."""

    field_order = (
        "facts", "basis", "kinds", "other_kind", "fine", "confiscated", "licence", "content", "grade",
        "grade_reason",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.matter.all_kinds if isinstance(self.matter, Penalty) else ()
        others = [one.partition("-")[2] for one in chosen if one not in kinds.KINDS]
        self.initial.update(
            {
                "kinds": [one for one in chosen if one in kinds.KINDS],
                "other_kind": "、".join(others),
            }
        )
