"""诉求分类 to choose: grouped by the top of the tree, so that it can be read without a script."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone

from huiyin.casework.forms import OfferedField

from .models import Category


class _Grouped(forms.models.ModelChoiceIterator):
    """The nodes below the name of the top node above them."""

    def __iter__(self) -> Iterator[Any]:
        yield "", "请选择"
        rows = self.queryset.order_by("scheme", "code", "pk")
        for top, nodes in groupby(rows, key=lambda node: node.path.partition("/")[0]):
            yield top, [self.choice(node) for node in nodes]


class CategoryField(OfferedField, forms.ModelChoiceField):
    """One category of those in force on the day of the request.

    Where there is no one request (many at once) all are offered that are still in use.
    """

    iterator = _Grouped
    widget = forms.Select(attrs={"data-choose": ""})

    def __init__(self, label: str = "诉求分类", **options: Any) -> None:
        super().__init__(Category.objects.valid().filter(valid_until=None), label=label, **options)

    def offer(self, matter: Any) -> None:
        self.place(matter.agency_id, matter.received_on or timezone.localdate())

    def place(self, agency: int, day: Any) -> None:
        self.queryset = Category.objects.in_force(agency, day)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)
