"""What a person fills in for a node."""

from typing import Any

from django.core.exceptions import ValidationError

from huiyin.casework.record_forms import forms_of
from huiyin.hotline.models import Category, CategoryScheme
from huiyin.organisations.models import Organisation

from .sheet import SHEET

_RegisterForm, _AmendForm = forms_of(SHEET, amended=("name", "parent", "words"))


class RegisterForm(_RegisterForm):  # type: ignore[misc, valid-type]
    """登记: into the newest of the agency's schemes."""

    def place(self, agency: Organisation) -> None:
        super().place(agency)
        scheme = CategoryScheme.objects.filter(agency=agency).order_by("-valid_from").first()
        self.instance.scheme = scheme
        nodes = Category.objects.valid().filter(scheme=scheme, valid_until=None)
        self.fields["parent"].queryset = nodes

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if self.instance.scheme_id is None:
            raise ValidationError("还没有分类体系，请先在“诉求分类体系”页设定")
        return values


class AmendForm(_AmendForm):  # type: ignore[misc, valid-type]
    """更正: below another node of the same scheme."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        nodes = Category.objects.valid().filter(scheme=self.matter.scheme_id, valid_until=None)
        self.fields["parent"].queryset = nodes.exclude(pk=self.matter.pk)
