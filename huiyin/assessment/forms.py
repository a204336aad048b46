"""What a person fills in for an assessment beyond what the moves ask for themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.casework.forms import MoveForm, PlainForm
from huiyin.casework.record_forms import MatterForm
from huiyin.files import intake
from huiyin.organisations.models import Organisation
from huiyin.planning.models import Evidence as PlanEvidence

from . import freezing
from .actions.handling import assessed_by, wrong_with
from .models import Assessment, Item, Score
from .sheet import SHEET
from .standards import plain


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
        field.queryset = assessed_by(agency, timezone.localdate())
        newest = Item.objects.valid().filter(agency=agency).order_by("-year").first()
        self.fields["year"].initial = newest.year if newest else timezone.localdate().year

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors:
            self._note(_fits, values)
        return values


class PlanEvidenceField(forms.ModelChoiceField):
    """A file that a unit has brought for a task of the plan, with the task's number and words."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.item.reference} {obj.item.text[:40]}：{obj.file.name}"


class LineForm(MoveForm):
    """自评, 复核 of one line: it is known which. A list is ticked, and what that costs follows."""

    line: Score | None = None

    def __init__(self, *args: Any, line: Score, **options: Any) -> None:
        super().__init__(*args, **options)
        self.line = line
        self.fields["item"] = forms.ModelChoiceField(
            Score.objects.filter(pk=line.pk), widget=forms.HiddenInput()
        )
        if line.checklist:
            del self.fields["deducted"]
            labels = [(label, f"{label}（扣{plain(cost)}分）") for label, cost in line.points]
            self.fields["missing"] = forms.MultipleChoiceField(
                choices=labels, label="缺少的", required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=f"勾选没有做到的，扣分自动合计，最多扣{plain(line.item.most)}分",
            )  # fmt: skip
            self.order_fields(["item", "missing"])

    def details(self) -> dict[str, Any]:
        details = super().details()
        if self.line is not None and self.line.checklist:
            details["deducted"] = self.line.cost_of(details["missing"])
        return details


class EvidenceForm(PlainForm):
    """附佐证: a page of this site, kept as it is now, a file, or what showed a task of the plan."""

    address = forms.CharField(
        label="网页地址", max_length=500, required=False,
        help_text="本网站公开的网页，保存成现在的样子，例如 /cgj/zhengce/",
    )  # fmt: skip
    file = forms.FileField(
        label="文件", required=False,
        widget=forms.ClearableFileInput(attrs={"accept": intake.accepted(intake.DOCUMENTS)}),
    )  # fmt: skip
    shown = PlanEvidenceField(
        PlanEvidence.objects.none(), label="工作计划的佐证", required=False, empty_label="不选",
        help_text="本单位本年度计划任务已经报送的材料，保存一份副本",
    )  # fmt: skip

    def __init__(self, *args: Any, assessment: Assessment, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = freezing.of_the_plan(assessment)
        self.fields["shown"].queryset = rows  # type: ignore[attr-defined]
        if not rows.exists():
            del self.fields["shown"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        given = sum(bool(values.get(name)) for name in ("address", "file", "shown"))
        if given != 1 and not self.errors:
            several = "" if "shown" not in self.fields else "，或者选择工作计划的一份佐证"
            raise ValidationError(f"请填写网页地址，或者选择一个文件{several}")
        return values
