"""本地规定 on the desk: what holds and what held, and a form for the next row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation
from huiyin.submissions import once

from .forms import ChoiceField, DayField, PlainForm
from .gate import DeskRequest, View, staff
from .local_tables import LocalTable


@dataclass(frozen=True)
class LocalPage:
    """A page with some tables that are set by the same right.

    Attributes:
        name: of its address.
        more: what a template of its own needs beside, for the agency that is looked at.
    """

    name: str
    title: str
    note: str
    tables: tuple[LocalTable[Any], ...]
    template: str = "desk/local.html"
    more: Callable[[Organisation], Mapping[str, Any]] = lambda agency: {}

    @property
    def view(self) -> View:
        return staff(require_http_methods(["GET", "POST"])(self._answer))

    def _answer(self, request: DeskRequest) -> HttpResponse:
        first = self.tables[0]
        if not request.actor.may_somewhere(first.right):
            raise PermissionDenied(f"{first.refusal}。")
        choice = None
        if first.is_by_agency:
            agencies = Organisation.objects.agencies().where(request.actor, first.right)
            choice = choose(request, agencies)
        sent = request.POST.get("what", first.key) if request.method == "POST" else ""
        asked = {
            table.key: form_of(table, choice.agency if choice else None)(
                request.POST if table.key == sent else None
            )
            for table in self.tables
        }
        for table in self.tables:
            form = asked[table.key]
            if form.is_bound and form.is_valid():
                try:
                    return once.answer(request, partial(self._set, request, table, form, choice))
                except ValidationError as error:
                    form.add_error(None, error)
        return self._page(request, asked, choice)

    def _set(
        self, request: DeskRequest, table: LocalTable[Any], form: PlainForm, choice: Choice | None
    ) -> HttpResponse:
        agency = choice.agency if choice and table.is_by_agency else None
        row = table.set(actor=request.actor, at=timezone.now(), agency=agency, **form.cleaned_data)
        messages.success(request, f"已保存：{row}")
        return redirect(reverse(self.name) + (choice.query() if choice else ""))

    def _page(
        self, request: DeskRequest, asked: Mapping[str, PlainForm], choice: Choice | None
    ) -> HttpResponse:
        context = {
            "page": self,
            "choice": choice,
            "tables": [(table, _cells(table, choice), asked[table.key]) for table in self.tables],
            **(self.more(choice.agency) if choice else {}),
        }
        is_wrong = any(form.errors for form in asked.values())
        return render(request, self.template, context, status=422 if is_wrong else 200)


def form_of(table: LocalTable[Any], agency: Organisation | None = None) -> type[PlainForm]:
    """What a person fills in, as the columns of the model say it."""
    fields = {name: _field(table, name) for name in table.asked}
    if agency is not None:
        for name, known in table.records.items():
            label = fields[name].label
            fields[name] = forms.ModelChoiceField(known(agency), label=label, empty_label="请选择")
    return type("LocalForm", (PlainForm,), fields)


def _field(table: LocalTable[Any], name: str) -> forms.Field:
    column: Any = table.model._meta.get_field(name)
    if name in table.choices:
        return ChoiceField(str(column.verbose_name), table.choices[name])
    if isinstance(column, models.DateField):
        return DayField(str(column.verbose_name), help_text=f"不早于今天；{table.kept}")
    options: dict[str, Any] = {"initial": column.choices[0][0]} if column.choices else {}
    for bound in column.validators:
        if isinstance(bound, MinValueValidator):
            options["min_value"] = bound.limit_value
        elif isinstance(bound, MaxValueValidator):
            options["max_value"] = bound.limit_value
    field: forms.Field = column.formfield(**options)
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 4
    return field


def _cells(table: LocalTable[Any], choice: Choice | None) -> list[list[str]]:
    """Every row, as the page tells it; beside an agency's own those of all agencies."""
    rows = table.model._default_manager.all()
    if choice and table.is_by_agency:
        rows = rows.filter(Q(agency=choice.agency) | Q(agency=None))
    return [[_text(table.value_of(row, name)) for name in table.columns] for row in rows]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)
