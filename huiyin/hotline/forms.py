"""What a person fills in for the moves of a service request."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.casework.forms import (
    AmendForm,
    DayField,
    MatterForm,
    MoveForm,
    ReasonForm,
    ReleaseForm,
    TextField,
)
from huiyin.organisations.models import Membership, Organisation, Post

from . import publicity
from .models import Satisfaction, ServiceRequest


class RegisterForm(MatterForm):
    """登记 of a request that came in by telephone, letter or visit."""

    class Meta(MatterForm.Meta):
        model = ServiceRequest
        fields: tuple[str, ...] = (
            "received_on",
            "channel",
            "request_kind",
            "category",
            "subject",
            "content",
            "place",
            "caller_name",
            "caller_phone",
            "is_confidential",
            "consents",
        )
        personal = ("caller_name", "caller_phone")


class AmendRequestForm(AmendForm, RegisterForm):
    """更正 of a request, its answer included; whether it is confidential is a move of its own."""

    needed_when: ClassVar[dict[str, str]] = {"answer_text": "已答复的必填"}

    class Meta(RegisterForm.Meta):
        fields = (
            *(name for name in RegisterForm.Meta.fields if name != "is_confidential"),
            *("answer_text", "answered_on", "satisfaction"),
        )


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class AssignForm(MoveForm):
    unit = UnitField(label="承办单位", queryset=Organisation.objects.none(), empty_label="请选择")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.matter is not None:
            units = Organisation.objects.filter(parent=self.matter.agency_id, is_agency=False)
            field = self.fields["unit"]
            assert isinstance(field, UnitField)  # noqa: S101 - declared above
            field.queryset = units
            self.initial.setdefault("unit", getattr(self.matter, "unit_id", None))


class ExtendForm(MoveForm):
    days = forms.IntegerField(
        label="延长工作日数", min_value=1, max_value=60, help_text="不超过原办理时限，只能延期一次"
    )
    reason = TextField(label="理由", max_length=300)


class AnswerForm(MoveForm):
    answer_text = TextField(label="答复内容", max_length=5000, rows=8)
    answered_on = DayField(label="答复日期")


class RateForm(MoveForm):
    satisfaction = forms.ChoiceField(
        label="满意度", choices=Satisfaction.choices, widget=forms.RadioSelect
    )


class ProposeForm(MoveForm):
    """拟公开问答: numbers, name and contact are masked; a person reads it once more."""

    public_subject = forms.CharField(label="标题", max_length=200)
    public_content = TextField(
        label="来信内容", max_length=5000, rows=6, help_text="号码和姓名已遮掩，请再通读一遍"
    )
    public_answer = TextField(label="答复内容", max_length=5000, rows=6)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            self.initial.update(publicity.proposed(self.matter))


class PublishForm(ReleaseForm):
    """公开问答: what was proposed; who wants it otherwise sends it back."""

    public_subject = forms.CharField(label="标题", max_length=200)
    public_content = TextField(label="来信内容", max_length=5000, rows=6)
    public_answer = TextField(label="答复内容", max_length=5000, rows=6)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}（{obj.get_username()}）"


class ConfideForm(MoveForm):
    """Whoever may read the hotline at all and is not named yet."""

    person = PersonField(label="人员", queryset=User.objects.none(), empty_label="请选择")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            self.fields["person"].queryset = self.people(self.matter)  # type: ignore[attr-defined]

    def people(self, request: ServiceRequest) -> "QuerySet[User]":
        agency = request.agency_id
        posts = Post.objects.filter(
            Q(organisation=agency) | Q(organisation__parent=agency, organisation__is_agency=False),
            group__permissions__codename="view_requests",
        )
        holders = Membership.objects.on(timezone.localdate()).filter(post__in=posts)
        named = request.confidants.values_list("person_key", flat=True)
        found: QuerySet[User] = User.objects.filter(
            is_active=True, pk__in=holders.values("user")
        ).exclude(pk__in=[int(key) for key in named if key.isdecimal()])
        return found.order_by("name", "pk")


class UnconfideForm(ConfideForm):
    """Those who are named."""

    def people(self, request: ServiceRequest) -> "QuerySet[User]":
        named = request.confidants.values_list("person_key", flat=True)
        return User.objects.filter(pk__in=[int(key) for key in named if key.isdecimal()])


FORMS: dict[str, type[Any]] = {
    "amend": AmendRequestForm,
    "assign": AssignForm,
    "extend": ExtendForm,
    "answer": AnswerForm,
    "rate": RateForm,
    "propose": ProposeForm,
    "publish": PublishForm,
    "send_back": ReasonForm,
    "lift_confidence": ReasonForm,
    "confide": ConfideForm,
    "unconfide": UnconfideForm,
    "withdraw": ReasonForm,
    "void": ReasonForm,
}
