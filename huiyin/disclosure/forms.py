"""What a person fills in on the desk."""

from typing import Any

from django import forms

from huiyin.organisations.models import Organisation

from .columns import FIELDS, keepers, units_of
from .models import ColumnPage


class ColumnForm(forms.ModelForm):
    """栏目设置."""

    class Meta:
        model = ColumnPage
        fields = FIELDS

    def __init__(self, *arguments: Any, agency: Organisation, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        people = {one.user_id: one.user.get_full_name() for one in keepers(agency)}
        keeper, department = self.fields["keeper"], self.fields["department"]
        keeper.queryset = keeper.queryset.filter(pk__in=people)  # type: ignore[attr-defined]
        keeper.label_from_instance = lambda user: people[user.pk]  # type: ignore[attr-defined]
        department.queryset = units_of(agency)  # type: ignore[attr-defined]
        for field in (keeper, department):
            field.empty_label = "未指定"  # type: ignore[attr-defined]
