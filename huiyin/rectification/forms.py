"""What a person fills in when it registers or corrects what has to be mended."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from huiyin.casework.record_forms import AmendForm, MatterForm, form_of
from huiyin.organisations.models import Organisation

from . import actions, findings
from .actions.handling import units
from .models import Category
from .sheet import SHEET


class _OwnUnits(MatterForm):
    """登记: with what a check found, and with further units that the same circular tells."""

    finding = forms.CharField(required=False, widget=forms.HiddenInput())
    also = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label="同时通报的单位", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="只用于通报：合用一份文书、一个文号，各单位分别签收、整改和报送",
    )  # fmt: skip

    def place(self, agency: Organisation) -> None:
        super().place(agency)
        own = units(self.instance)
        for name in ("unit", "also"):
            self.fields[name].queryset = own  # type: ignore[attr-defined]
        if not self.is_bound and (found := self._found(self.initial.get("finding", ""))):
            self.initial.update(found.values)

    def _found(self, token: str) -> findings.Finding | None:
        return findings.read(token, self.instance.agency) if token else None

    def clean_finding(self) -> str:
        token = str(self.cleaned_data["finding"])
        if token:
            found = self._found(token)
            if found is None:
                self.add_error(None, "这个问题已经没有了，或者链接不完整，请从原页面重新打开")
            else:
                self.instance.put_about(found.about)
            self.instance.finding = found
        return token

    def clean_also(self) -> list[Organisation]:
        self.instance.also = list(self.cleaned_data["also"])
        if self.instance.also and self.cleaned_data.get("category") != Category.CIRCULAR:
            raise ValidationError("只有通报可以同时发给几个单位，其他文书请逐个单位登记")
        return list(self.instance.also)


class _OwnUnitsAmended(AmendForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units(self.instance)  # type: ignore[attr-defined]


RegisterForm = form_of(SHEET, _OwnUnits, SHEET.asked, check=actions.check)
CorrectForm = form_of(SHEET, _OwnUnitsAmended, SHEET.asked, check=actions.check)
