"""What is filled in for a change of an organisation."""

from typing import Any

from huiyin.casework.record_forms import MatterForm, form_of
from huiyin.organisations.models import Organisation

from .sheet import SHEET


class ChangeForm(MatterForm):
    """Offers what belongs to the agency; another agency only as heir or superior of this one."""

    def place(self, agency: Organisation) -> None:
        super().place(agency)
        own = Organisation.objects.within(agency)
        self._offer("organisation", own)
        self._offer("parent", own | Organisation.objects.agencies().standing())
        self._offer("successor", Organisation.objects.agencies().standing().exclude(pk=agency.pk))

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows.order_by("pk")


StartForm = form_of(SHEET, ChangeForm, SHEET.asked)
