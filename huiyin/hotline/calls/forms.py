"""What is typed while somebody calls: the fields of a request, in the order of a conversation."""

import re
from copy import deepcopy
from typing import Any

from django import forms
from django.utils import timezone

from huiyin.casework.arguments import fields_of
from huiyin.casework.forms import LineField, OfferedField, PlainForm
from huiyin.hotline import actions
from huiyin.hotline.forms import RegisterForm
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.organisations.models import Organisation

SUBJECT = 40
ORDER = (
    "caller_phone", "caller_name", "place", "content", "subject", "request_kind", "category",
    "channel", "urgency", "is_confidential", "consents", "same_as", "answer_text", "unit",
)  # fmt: skip
LABELS = {"caller_phone": "来电号码", "caller_name": "姓名", "content": "内容"}
"""As one asks for them."""
_END = re.compile(r"[。！？!?；;\n]")


class CallForm(RegisterForm):  # type: ignore[misc, valid-type]
    """登记 as on the desk, and how the call ends: answered, or given to a unit."""

    answer_text = forms.CharField(
        label="当场答复内容",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def place(self, agency: Organisation) -> None:
        super().place(agency)
        self.instance.received_on = timezone.localdate()
        self.fields.pop("received_on", None)
        self.fields["subject"].required = False
        self.fields["urgency"] = ServiceRequest._meta.get_field("urgency").formfield(required=False)
        for name, label in LABELS.items():
            self.fields[name].label = label
        spoken: Any = self.fields["channel"]
        channels = Channel.objects.filter(is_spoken=True)
        if first := channels.first():
            spoken.queryset, spoken.empty_label = channels, None
            self.initial.setdefault("channel", first.pk)
        unit = deepcopy(fields_of(actions.workflow.moves["assign"].act)["unit"])
        assert isinstance(unit, OfferedField)  # noqa: S101 - the move offers units
        unit.required = False
        unit.offer(self.instance)
        self.fields["unit"] = unit
        self.fields["same_as"] = LineField("与哪一件相同", 80, required=False)
        self.say_what_to_do()
        self.order_fields(ORDER)

    def without_joining(self) -> None:
        """Not asked of an operator who may not join."""
        self.fields.pop("same_as")

    def field_of(self, name: str) -> str | None:
        """A main case that cannot be is said where its number was typed."""
        field: str | None = super().field_of("same_as" if name == "number" else name)
        return field

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        values["subject"] = values.get("subject") or subject_of(values.get("content", ""))
        self.instance.urgency = values.get("urgency") or self.instance.urgency
        return values


def subject_of(content: str) -> str:
    """The first sentence, as a title."""
    first = next((part.strip() for part in _END.split(content) if part.strip()), "")
    return first[:SUBJECT]


class NumberForm(PlainForm):
    """按号码查找."""

    phone = forms.CharField(
        label="电话号码", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reason = forms.CharField(label="查找的理由", max_length=200)
