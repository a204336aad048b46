"""What a person fills in for the moves of a service request."""

from typing import Any

from huiyin.casework.forms import MoveForm
from huiyin.casework.record_forms import forms_of

from . import publicity
from .models import ServiceRequest
from .sheet import SHEET

RegisterForm, AmendRequestForm = forms_of(
    SHEET,
    # whether it is confidential is a move of its own
    amended=(
        *(name for name in SHEET.asked if name != "is_confidential"),
        *("answer_text", "answered_on", "satisfaction"),
    ),
)


class ProposeForm(MoveForm):
    """拟公开问答: numbers, name and contact are masked; a person reads it once more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            self.initial.update(publicity.proposed(self.matter))
