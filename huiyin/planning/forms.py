"""What a person fills in: a task, a document with its file, the items that go into the plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from huiyin.casework.forms import DayField, DayInput, PlainForm, TextField
from huiyin.casework.record_forms import AmendForm, MatterForm, form_of
from huiyin.files import intake
from huiyin.organisations.models import Organisation

from . import actions
from .actions import Taking
from .actions.documents import LONGEST
from .actions.documents import check as check_document
from .actions.plans import check as check_item
from .models import DocumentItem
from .reading import UnreadableReportError, read
from .sheet import DOCUMENT, PLAN

READABLE = frozenset({intake.DOCX, intake.PDF})


class _OwnUnits(MatterForm):
    def place(self, agency: Organisation) -> None:
        super().place(agency)
        self.fields["unit"].queryset = actions.units(self.instance)  # type: ignore[attr-defined]


class _OwnUnitsAmended(AmendForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = actions.units(self.instance)  # type: ignore[attr-defined]


PlanForm = form_of(PLAN, _OwnUnits, PLAN.asked, check=check_item)
AmendPlanForm = form_of(PLAN, _OwnUnitsAmended, PLAN.asked, check=check_item)


class _WithFile(MatterForm):
    """The file is checked and read before anything is stored; a fault stands at its field."""

    file = forms.FileField(
        label="文件",
        help_text="docx，或者带文字层（能选中文字）的 PDF；读出的条目要由您勾选后才列入工作计划",
        widget=forms.ClearableFileInput(attrs={"accept": intake.accepted(READABLE)}),
    )

    def clean_file(self) -> Any:
        name, kind, content = intake.check(self.cleaned_data["file"], READABLE)
        try:
            self.instance.found = read(content)
        except UnreadableReportError as error:
            raise forms.ValidationError(str(error)) from error
        self.instance.upload = (name, kind, content)
        return None


DocumentForm = form_of(DOCUMENT, _WithFile, DOCUMENT.asked, check=check_document)
AmendDocumentForm = form_of(DOCUMENT, AmendForm, DOCUMENT.asked, check=check_document)


class TakeForm(PlainForm):
    """One item as it would go into the plan; only a ticked one is asked for anything."""

    is_taken = forms.BooleanField(label="列入", required=False)
    text = TextField("任务", LONGEST, rows=3, required=False)
    unit = forms.ModelChoiceField(
        Organisation.objects.none(), label="责任单位", empty_label="请选择", required=False
    )
    due_on = DayField("完成期限", required=False, widget=DayInput())
    measure = TextField("怎样算完成", LONGEST, rows=2, required=False)

    def __init__(self, *args: Any, item: DocumentItem, units: Any, **options: Any) -> None:
        self.item = item
        super().__init__(*args, prefix=f"item{item.pk}", **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("is_taken"):
            for name, said in (
                ("text", "填写任务"),
                ("unit", "选择责任单位"),
                ("due_on", "填写完成期限"),
            ):
                if name not in self.errors and not values.get(name):
                    self.add_error(name, f"请{said}")
            self._check_year(values.get("due_on"))
        return values

    def _check_year(self, day: date | None) -> None:
        year = self.item.document.year
        if day is not None and day.year < year:
            self.add_error("due_on", f"早于计划年度 {year} 年，请核对")

    @property
    def taking(self) -> Taking | None:
        """What was ticked."""
        values: Mapping[str, Any] = self.cleaned_data
        if not values["is_taken"]:
            return None
        return Taking(
            self.item, values["text"], values["unit"], values["due_on"], values["measure"]
        )


def initial_of(item: DocumentItem) -> dict[str, Any]:
    """The proposal: ticked where the words name a unit or a day."""
    text = item.task
    if len(text) > LONGEST:  # the first sentence; the whole stands above it
        text = text.split("。")[0]
    return {
        "is_taken": bool(item.unit_words or item.due_on),
        "text": text if len(text) <= LONGEST else "",
        "unit": item.unit_id,
        "due_on": item.due_on,
        "measure": item.measure,
    }
