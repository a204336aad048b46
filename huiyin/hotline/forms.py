"""What a person fills in for the moves of a service request."""

from typing import Any

from huiyin.casework.forms import MoveForm
from huiyin.casework.record_forms import forms_of
from huiyin.coordination.models import Assignment

from . import publicity
from .models import ServiceRequest
from .sheet import SHEET

RegisterForm, AmendRequestForm = forms_of(
    SHEET,
    # whether it is confidential is a move of its own
    amended=(
        *(name for name in SHEET.asked if name != "is_confidential"),
        "satisfaction",
    ),
)


class ProposeForm(MoveForm):
    """拟公开问答: numbers, name and contact are masked; a person reads it once more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            self.initial.update(publicity.proposed(self.matter))


class TasksForm(MoveForm):
    """交办, 增加协办: due on the request's own due date unless another is entered."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            self.initial.setdefault("due_on", self.matter.due_on)


class DraftForm(MoveForm):
    """拟答复: shows what the units have said; starts from the former draft."""

    above_fields = "hotline/desk/_said.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            for name in ("draft_text", "end_reason"):
                self.initial.setdefault(name, getattr(self.matter, name))

    def said(self) -> Any:
        """What the units have said, the lead first."""
        if not isinstance(self.matter, ServiceRequest):
            return Assignment.objects.none()
        tasks = Assignment.objects.of(self.matter).exclude(opinion="").select_related("unit")
        return tasks.order_by("-role", "pk")


class CorrectForm(MoveForm):
    """拟更正答复: starts from its former draft, or else from the answer."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            text = self.matter.draft_text or self.matter.answer_text
            self.initial.setdefault("draft_text", text)
