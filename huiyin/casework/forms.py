"""What a person fills in for a move: the common parts."""

from collections.abc import Mapping
from copy import copy
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit import log
from huiyin.common import papers, telephones

from .models import Matter
from .rooms import choice_text


class DayInput(forms.DateInput):
    """The browser's own date field; a date is always sent and shown as ISO 8601."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class DayField(forms.DateField):
    """日期, today unless said otherwise."""

    widget = DayInput

    def __init__(self, *, label: str, **options: Any) -> None:
        if options.get("required", True):
            options.setdefault("initial", timezone.localdate)
        super().__init__(label=label, **options)


class TextField(forms.CharField):
    """A few lines of text."""

    def __init__(self, *, label: str, max_length: int, rows: int = 3, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, max_length=max_length, widget=widget, **options)


class ContactField(forms.CharField):
    """联系方式: a telephone number or a mail address by which somebody can be reached."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if wrong := telephones.contact_fault(value or ""):
            raise ValidationError(wrong)


class CodeField(forms.CharField):
    """A code or number however it was typed or pasted: half width, capitals, without blanks."""

    def to_python(self, value: Any) -> Any:
        return papers.normalise(super().to_python(value) or "")


class PlainErrors:
    """Errors that say what to do, with the field's own name; no browser bubbles."""

    use_required_attribute = False
    shows_record = False
    """Filled with the record as it stands: sent without the token of it, it is out of date."""
    needed_when: ClassVar[dict[str, str]] = {}
    """By field: when one that may stay empty is asked for all the same, said at its label."""
    fields: dict[str, forms.Field]

    def field_of(self, name: str) -> str | None:
        """The field at which a fault of that argument is shown; None: above the form."""
        return name if name in self.fields else None

    def say_what_to_do(self) -> None:
        for name, when in self.needed_when.items():
            if name in self.fields:
                self.fields[name].needed_when = when  # type: ignore[attr-defined]
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField)
            field.error_messages["required"] = f"请{'选择' if chosen else '填写'}{field.label}"
            if chosen:
                field.error_messages["invalid_choice"] = f"请从列出的选项中选择{field.label}"
            if isinstance(field, forms.CharField):
                field.error_messages["max_length"] = (
                    "最多 %(limit_value)d 个字，现有 %(show_value)d 个，请删减"
                )
            if isinstance(field, forms.IntegerField):
                between = f"请填写 {field.min_value} 至 {field.max_value} 之间的整数"
                for code in ("invalid", "min_value", "max_value"):
                    field.error_messages[code] = between
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = "请填写正确的日期，例如 2026-03-02"


class MoveForm(PlainErrors, forms.Form):
    """The form of one move; `details()` are the move's arguments."""

    lead = ""
    """A template with what is to be looked at first; takes `matter` and `form`."""

    def __init__(self, *args: Any, matter: Matter | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.matter = matter
        self.say_what_to_do()

    def details(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ReleaseForm(MoveForm):
    """A text that somebody else wrote, to be read before it is let out; nothing of it is changed here."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.disabled, field.help_text = True, ""
            field.initial = getattr(self.matter, name, "")

    def details(self) -> dict[str, Any]:
        return {}


class ReasonForm(MoveForm):
    """A move that needs nothing but its reason."""

    reason = TextField(label="理由", max_length=300)


class MatterForm(PlainErrors, forms.ModelForm):
    """A new record: its fields; state, number and limits are set by the action."""

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
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = "请选择"
            if name in self.Meta.personal:
                field.widget = forms.TextInput(attrs={"autocomplete": "off"})
        self.say_what_to_do()

    def _options(self, field: forms.ChoiceField) -> list[tuple[Any, Any]]:
        options: Any = field.choices
        return list(options)

    class Meta:
        personal: tuple[str, ...] = ()


class AmendForm(MatterForm):
    """更正: the record as it stands, to be changed; `details()` holds only what differs.

    Personal data are not shown: left empty they stay as they are. What somebody else changed
    while the form was open is not overwritten: `shows_record` demands the token of what was shown.
    """

    shows_record = True

    def __init__(self, *args: Any, matter: Matter, **options: Any) -> None:
        self.matter, self.before = matter, log.snapshot(matter)
        self.kept = {name: getattr(matter, name) for name in self.Meta.personal}
        hidden = dict.fromkeys(self.Meta.personal, "")
        super().__init__(*args, instance=copy(matter), initial=hidden, **options)
        for name in self.Meta.personal:
            self.fields[name].required = False
            self.fields[name].help_text = "留空表示不变"

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in self.kept.items():
            found[name] = found.get(name) or value
        return found

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
