"""What a person fills in: with a file where something has to be shown."""

from typing import Any

from django import forms

from huiyin.casework.forms import MoveForm
from huiyin.casework.record_forms import AmendForm, MatterForm, form_of
from huiyin.files import intake
from huiyin.organisations.models import Organisation

from . import actions
from .actions.handling import units
from .sheet import SHEET

KINDS = intake.DOCUMENTS | intake.PROOFS


class FileForm(MoveForm):
    """With a file; the body of the move says whether there may be none."""

    file = forms.FileField(
        label="材料",
        required=False,
        help_text="照片、PDF 或者办公文档；只有本机关负责整改和复查的人能看到",
        widget=forms.ClearableFileInput(attrs={"accept": intake.accepted(KINDS)}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return intake.check(file, KINDS) if file else None


class _OwnUnits(MatterForm):
    def place(self, agency: Organisation) -> None:
        super().place(agency)
        self.fields["unit"].queryset = units(self.instance)  # type: ignore[attr-defined]


class _OwnUnitsAmended(AmendForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units(self.instance)  # type: ignore[attr-defined]


RegisterForm = form_of(SHEET, _OwnUnits, SHEET.asked, check=actions.check)
CorrectForm = form_of(SHEET, _OwnUnitsAmended, SHEET.asked, check=actions.check)
