"""What a person fills in for an assessment beyond what the moves ask for themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from huiyin.casework.forms import MoveForm, PlainForm
from huiyin.casework.record_forms import MatterForm
from huiyin.files import intake
from huiyin.organisations.models import Organisation

from .actions.handling import wrong_with
from .models import Assessment, Item
from .sheet import SHEET


def _fits(assessment: Assessment, day: Any) -> None:
    """Raises ValidationError where no assessment of that year can begin yet."""
    if wrong := wrong_with(assessment, day):
        raise ValidationError(wrong)


class BeginForm(MatterForm):
    """布置考核: whom, by the rubric of which year, comparable with whom."""

    class Meta:
        model = Assessment
        fields = SHEET.asked

    def place(self, agency: Organisation) -> None:
        """The agency itself, and what is below it; years that have a rubric first."""
        super().place(agency)
        field: Any = self.fields["unit"]
        field.queryset = Organisation.objects.standing().filter(Q(pk=agency.pk) | Q(parent=agency))
        newest = Item.objects.valid().filter(agency=agency).order_by("-year").first()
        self.fields["year"].initial = newest.year if newest else timezone.localdate().year

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors:
            self._note(_fits, values)
        return values


class LineForm(MoveForm):
    """自评, 复核 of one line: it is known which."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].widget = forms.HiddenInput()


class EvidenceForm(PlainForm):
    """附佐证: a page of this site, kept as it is now, or a file."""

    address = forms.CharField(
        label="网页地址", max_length=500, required=False,
        help_text="本网站公开的网页，保存成现在的样子，例如 /cgj/zhengce/",
    )  # fmt: skip
    file = forms.FileField(
        label="文件", required=False,
        widget=forms.ClearableFileInput(attrs={"accept": intake.accepted(intake.DOCUMENTS)}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(values.get("address")) == bool(values.get("file")) and not self.errors:
            raise ValidationError("请填写网页地址，或者选择一个文件")
        return values
