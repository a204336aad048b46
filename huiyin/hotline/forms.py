"""What a person fills in for the moves of a service request."""

from typing import Any

from django.utils import timezone

from huiyin.casework.forms import MoveForm, ReleaseForm
from huiyin.casework.record_forms import forms_of
from huiyin.coordination.models import Assignment
from huiyin.organisations.models import Organisation

from . import publicity, replying
from .category_field import CategoryField
from .models import ServiceRequest
from .sheet import SHEET

APART = ("is_confidential", "category", "urgency")
"""Amended by moves of their own."""

_RegisterForm, AmendRequestForm = forms_of(
    SHEET, amended=(*(name for name in SHEET.asked if name not in APART), "satisfaction")
)


class RegisterForm(_RegisterForm):  # type: ignore[misc, valid-type]
    """登记: sorted into the agency's own tree."""

    category = CategoryField(required=False)

    def place(self, agency: Organisation) -> None:
        super().place(agency)
        self.fields["category"].place(agency.pk, timezone.localdate())


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


class ReadBeside(MoveForm):
    """Shows what the units have said, and what a machine sees in the draft that is kept."""

    above_fields = "hotline/desk/_beside_reply.html"

    def said(self) -> Any:
        """What the units have said, the lead first."""
        if not isinstance(self.matter, ServiceRequest):
            return Assignment.objects.none()
        tasks = Assignment.objects.of(self.matter).exclude(opinion="").select_related("unit")
        return tasks.order_by("-role", "pk")

    def read(self) -> replying.Read | None:
        """答复核对; None where there is no draft yet."""
        if not isinstance(self.matter, ServiceRequest):
            return None
        return replying.read(self.matter, self.matter.draft_text, today=timezone.localdate())

    def known(self) -> list[replying.Known]:
        """知识推荐."""
        if not isinstance(self.matter, ServiceRequest):
            return []
        return replying.known(self.matter, today=timezone.localdate())


class ReleaseReplyForm(ReadBeside, ReleaseForm):
    """审核并答复, 审核更正: another person reads the text and the list beside it."""


class JoinForm(MoveForm):
    """并入主案: what is like one request is offered for one; of many, the number is typed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.matter is None:
            del self.fields["main"]


class DraftForm(ReadBeside):
    """拟答复: starts from the former draft."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            for name in ("draft_text", "end_reason"):
                self.initial.setdefault(name, getattr(self.matter, name))


class CorrectForm(ReadBeside):
    """拟更正答复: starts from its former draft, or else from the answer."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            text = self.matter.draft_text or self.matter.answer_text
            self.initial.setdefault("draft_text", text)
