"""What is filled in for a change of an organisation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from huiyin.casework.record_forms import MatterForm, form_of
from huiyin.organisations.models import Organisation

from .sheet import SHEET


class ChangeForm(MatterForm):
    """Offers what belongs to the agency; another one is named by whoever knows it."""

    successor = forms.SlugField(
        label="承接机关", required=False, help_text="填它的网址标识，就是门户地址中的那一段，如 swj"
    )

    def place(self, agency: Organisation) -> None:
        super().place(agency)
        own = Organisation.objects.within(agency)
        self._offer("organisation", own)
        self._offer("parent", own.standing())

    def clean_successor(self) -> Organisation | None:
        slug = self.cleaned_data["successor"]
        heir = Organisation.objects.agencies().standing().filter(slug=slug).first()
        if slug and heir is None:
            raise ValidationError(f"没有网址标识为“{slug}”的机关，请核对")
        return heir

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows.order_by("pk")


StartForm = form_of(SHEET, ChangeForm, SHEET.asked)
