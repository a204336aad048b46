"""What a person fills in for an inspection: bodies and items of the agency, as they are today."""

from typing import Any

from django.utils import timezone

from huiyin.casework.record_forms import AmendForm, MatterForm, form_of
from huiyin.organisations.models import Organisation

from . import actions
from .models import Body, Item
from .sheet import SHEET


def _offer(form: Any, agency: Organisation) -> None:
    """The row in force of each, without what is not inspected any more."""
    today = timezone.localdate()
    for name, model in (("body", Body), ("item", Item)):
        column = model.of[1]
        rows: Any = model.objects.filter(agency=agency, valid_from__lte=today)
        latest = {getattr(row, column): row for row in rows.order_by("valid_from")}
        keys = [row.pk for row in latest.values() if row.is_active]
        form.fields[name].queryset = model.objects.filter(pk__in=keys)


class _New(MatterForm):
    def place(self, agency: Organisation) -> None:
        super().place(agency)
        _offer(self, agency)


class _Amended(AmendForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, self.instance.agency)


RegisterForm = form_of(SHEET, _New, SHEET.asked, check=actions.check)
AmendInspectionForm = form_of(SHEET, _Amended, SHEET.asked, check=actions.check)
