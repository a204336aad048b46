"""登记 and 更正: the fields of a record as a form, made from its sheet."""

from collections.abc import Callable, Mapping
from copy import copy
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from huiyin.audit import log
from huiyin.common.values import choice_text
from huiyin.organisations.models import Organisation, check_uscc
from huiyin.personal.fields import EncryptedField

from .forms import CodeField, DayInput, PlainErrors
from .models import Matter
from .sheets import Sheet

Check = Callable[[Any, date], None]
"""What cannot be of a record on that day, beyond the form of the single fields."""


class MatterForm(PlainErrors, forms.ModelForm):
    """A new record: its fields; state, number and limits are set by the action.

    With `checks` all that cannot be is said at once, at its field: as soon as every day and
    number that must be there is one.
    """

    checks: ClassVar[tuple[Check, ...]] = ()
    kept: Mapping[str, str] = {}
    """Personal values that are not shown, and stay unless something is typed over them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [
                    (value, choice_text(value, text) if value else "请选择")
                    for value, text in self._options(field)
                ]
            if isinstance(field, forms.ModelChoiceField) and not isinstance(
                field, forms.ModelMultipleChoiceField
            ):
                field.empty_label = "请选择"
            if name in self.personal:
                field.widget = forms.TextInput(attrs={"autocomplete": "off"})
        self.say_what_to_do()

    def place(self, agency: Organisation) -> None:
        """Whose record it becomes; a form that offers what belongs to an agency narrows it here."""
        self.instance.agency = agency

    def _options(self, field: forms.ChoiceField) -> list[tuple[Any, Any]]:
        options: Any = field.choices
        return list(options)

    @property
    def personal(self) -> list[str]:
        """The fields whose values are encrypted."""
        columns = self._meta.model._meta
        names = self._meta.fields or ()
        return [name for name in names if isinstance(columns.get_field(name), EncryptedField)]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in self.kept.items():
            values[name] = values.get(name) or value
        if self._can_be_checked(values):
            for check in self.checks:
                self._note(check, values)
        return values

    def _note(self, check: Check, values: dict[str, Any]) -> None:
        """Puts each fault of the check at its field, or above the form where it has none here."""
        try:
            check(self._draft(values), timezone.localdate())
        except ValidationError as wrong:
            for name, messages in wrong.message_dict.items():
                self.add_error(name if name in self.fields else None, messages)

    def _can_be_checked(self, values: dict[str, Any]) -> bool:
        """Whether every day and number that must be there is one: a check compares them."""
        return all(
            values.get(name) is not None
            for name, field in self.fields.items()
            if isinstance(field, forms.DateField | forms.IntegerField) and field.required
        )

    def _draft(self, values: dict[str, Any]) -> Any:
        """The record as it would be; what was typed wrongly counts as not typed."""
        draft = copy(self.instance)
        for name in self._meta.fields or ():
            default = draft._meta.get_field(name).get_default()
            setattr(draft, name, values.get(name, default))
        return draft


class AmendForm(MatterForm):
    """更正: the record as it stands, to be changed; `details()` holds only what differs.

    Personal data are not shown: left empty they stay as they are. What somebody else changed
    while the form was open is not overwritten: `shows_record` demands the token of what was shown.
    """

    shows_record = True

    def __init__(self, *args: Any, matter: Matter, **options: Any) -> None:
        self.matter, self.before = matter, log.snapshot(matter)
        self.kept = {name: getattr(matter, name) for name in self.personal}
        hidden = dict.fromkeys(self.personal, "")
        super().__init__(*args, instance=copy(matter), initial=hidden, **options)
        for name in self.personal:
            self.fields[name].required = False
            self.fields[name].help_text = "留空表示不变"

    def over(self, shown: Mapping[str, Any]) -> Self:
        """This form over the record as it is now, after somebody else has changed it.

        `shown` is what stood on the page in the columns that were changed since: a field that
        was left as it was shown takes the newest value, what the person typed stays.
        """
        self.is_valid()
        typed, newest = log.snapshot(self.instance), type(self)(matter=self.matter)
        posted: Any = self.data
        data = posted.copy()
        for name in self._meta.fields or ():
            column = self.instance._meta.get_field(name).attname
            if name in newest.fields and column in shown and typed[column] == shown[column]:
                value = newest[name].value()
                data[name] = "" if value in (None, False) else str(value)
        return type(self)(data, matter=self.matter)

    def details(self) -> dict[str, Any]:
        """Raises ValidationError where nothing differs."""
        now = log.snapshot(self.instance)
        columns = {name: self.instance._meta.get_field(name) for name in self._meta.fields or ()}
        differing = [n for n, f in columns.items() if self.before[f.attname] != now[f.attname]]
        if not differing:
            raise ValidationError("没有任何改动")
        return {"values": {name: self.cleaned_data[name] for name in differing}}


F = TypeVar("F", bound=MatterForm)


def forms_of(
    sheet: Sheet[Any], *, check: Check | None = None, amended: tuple[str, ...] = ()
) -> tuple[type[MatterForm], type[AmendForm]]:
    """登记 and 更正 of what the sheet asks; `amended` are the fields of 更正 where it asks others."""
    return (
        form_of(sheet, MatterForm, sheet.asked, check=check),
        form_of(sheet, AmendForm, amended or sheet.asked, check=check),
    )


def _asked(column: "models.Field[Any, Any]", **options: Any) -> forms.Field | None:
    """The form field of a column; an address typed without its scheme is one of https."""
    if isinstance(column, models.URLField):
        options["assume_scheme"] = "https"
    asked: forms.Field | None = column.formfield(**options)
    return asked


def form_of(
    sheet: Sheet[Any], base: type[F], names: tuple[str, ...], *, check: Check | None = None
) -> type[F]:
    """A form over these fields of the sheet."""
    said = [sheet.fields[name] for name in names]
    plain: Any = forms.modelform_factory(
        sheet.model,
        form=base,
        formfield_callback=_asked,
        fields=names,
        widgets={one.name: forms.Textarea for one in said if one.is_long},
        help_texts={one.name: one.help for one in said if one.help},
        field_classes={
            name: CodeField for name in names if check_uscc in sheet.column_of(name).validators
        },
    )
    form: type[F] = plain
    form.checks = (check,) if check else ()
    form.needed_when = {one.name: one.needed_when for one in said if one.needed_when}
    return form
