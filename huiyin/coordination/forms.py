"""What a person fills in to ask something of a unit."""

from django import forms
from django.db.models import Q

from huiyin.casework.record_forms import MatterForm
from huiyin.organisations.models import Organisation

from .models import Assignment, Supervision
from .sheet import SHEET, SUPERVISIONS


class BesideForm(MatterForm):
    """Beside any matter, which is named by its number."""

    number = forms.CharField(
        label="事项编号", max_length=80, help_text="任何办件的编号，例如 RX2026-00001"
    )
    field_order = ("number",)

    def place(self, agency: Organisation) -> None:
        """The agency and its units; another agency is asked by a matter's own move."""
        super().place(agency)
        own = Organisation.objects.standing().filter(
            Q(pk=agency.pk) | Q(parent=agency, is_agency=False)
        )
        self.fields["unit"].queryset = own  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        self.instance.number = self.cleaned_data["number"]
        return str(self.cleaned_data["number"])


class GiveForm(BesideForm):
    class Meta:
        model = Assignment
        fields = SHEET.asked


class SuperviseForm(BesideForm):
    class Meta:
        model = Supervision
        fields = SUPERVISIONS.asked
