"""What a person fills in for a move: the common parts."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone

from huiyin.common import papers, telephones

from .models import Matter


class DayInput(forms.DateInput):
    """The browser's own date field; a date is always sent and shown as ISO 8601."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class DayField(forms.DateField):
    """日期, today unless said otherwise."""

    widget = DayInput

    def __init__(self, label: str, **options: Any) -> None:
        if options.get("required", True):
            options.setdefault("initial", timezone.localdate)
        super().__init__(label=label, **options)


class LineField(forms.CharField):
    """One line of text."""

    def __init__(self, label: str, max_length: int, **options: Any) -> None:
        super().__init__(label=label, max_length=max_length, **options)


class TextField(forms.CharField):
    """A few lines of text."""

    def __init__(self, label: str, max_length: int, *, rows: int = 3, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, max_length=max_length, widget=widget, **options)


class NumberField(forms.IntegerField):
    """A whole number between two others."""

    def __init__(self, label: str, least: int, most: int, **options: Any) -> None:
        super().__init__(label=label, min_value=least, max_value=most, **options)


class TickField(forms.BooleanField):
    """Yes, or left as it is."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, required=False, **options)


class ChoiceField(forms.ChoiceField):
    """One of a few words; `radio` shows them side by side."""

    def __init__(self, label: str, choices: Any, *, radio: bool = False, **options: Any) -> None:
        widget = forms.RadioSelect if radio else forms.Select
        super().__init__(choices=choices, label=label, widget=widget, **options)


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


class OfferedField(forms.ChoiceField):
    """A choice among what there is for one matter; `MoveForm` says which."""

    def offer(self, matter: Any) -> None:
        raise NotImplementedError


class _OfferedRecords(OfferedField, forms.ModelChoiceField):
    """Those that `offered` finds for the matter, each as `shown` says."""

    def __init__(
        self,
        label: str,
        of: type[Model],
        offered: Callable[[Any], QuerySet[Any]],
        *,
        shown: Callable[[Any], str] = str,
        **options: Any,
    ) -> None:
        super().__init__(of._default_manager.none(), label=label, **options)
        self.offered, self.shown = offered, shown

    def offer(self, matter: Any) -> None:
        self.queryset = self.offered(matter)

    def label_from_instance(self, obj: Any) -> str:
        return self.shown(obj)


class RecordField(_OfferedRecords):
    """One of the records."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, empty_label="请选择", **options)


class RecordsField(_OfferedRecords, forms.ModelMultipleChoiceField):
    """Any of the records, to be ticked."""

    widget = forms.CheckboxSelectMultiple


class KeyField(forms.TypedChoiceField, OfferedField):
    """One of the matter's own rows, by its key: those that `offered` names."""

    def __init__(
        self, label: str, offered: Callable[[Any], Iterable[tuple[Any, str]]], **options: Any
    ) -> None:
        super().__init__(label=label, coerce=int, empty_value=None, **options)
        self.offered = offered

    def offer(self, matter: Any) -> None:
        self.choices = list(self.offered(matter))


_NUMBER_FAULTS = (
    *("invalid", "min_value", "max_value"),
    *("max_digits", "max_decimal_places", "max_whole_digits"),
)


def say_what_to_do(fields: Iterable[forms.Field]) -> None:
    """Give the fields errors that say what to do, with the field's own name."""
    for field in fields:
        chosen = isinstance(field, forms.ChoiceField)
        field.error_messages["required"] = f"请{'选择' if chosen else '填写'}{field.label}"
        if chosen:
            field.error_messages["invalid_choice"] = f"请从列出的选项中选择{field.label}"
        if isinstance(field, forms.CharField):
            field.error_messages["max_length"] = (
                "最多 %(limit_value)d 个字，现有 %(show_value)d 个，请删减"
            )
        if isinstance(field, forms.IntegerField):
            wanted = _wanted_number(field)
            for code in _NUMBER_FAULTS:
                field.error_messages[code] = wanted
        if isinstance(field, forms.URLField):
            field.error_messages["invalid"] = "请填写完整的网址，例如 https://www.example.gov.cn/"
        if isinstance(field, forms.DateField):
            field.error_messages["invalid"] = "请填写正确的日期，例如 2026-03-02"


def _decimal(field: forms.DecimalField) -> str:
    digits, places = field.max_digits, field.decimal_places
    bounds = [] if digits is None else [f"整数最多{digits - (places or 0)}位"]
    bounds += [] if places is None else [f"小数最多{places}位"]
    return f"数字（{'，'.join(bounds)}）" if bounds else "数字"


def _wanted_number(field: forms.IntegerField) -> str:
    """The number that a person should type."""
    kind, (least, most) = "整数", (field.min_value, field.max_value)
    if isinstance(field, forms.DecimalField):
        kind = _decimal(field)
    if least is not None and most is not None:
        return f"请填写 {least} 至 {most} 之间的{kind}"
    if least is not None:
        return f"请填写不小于 {least} 的{kind}"
    return f"请填写{kind}" if most is None else f"请填写不大于 {most} 的{kind}"


class PlainErrors:
    """Errors that say what to do, with the field's own name; no browser bubbles."""

    use_required_attribute = False
    shows_record = False
    """Filled with the record as it stands: sent without the token of it, it is out of date."""
    needed_when: ClassVar[dict[str, str]] = {}
    """By field: when one that may stay empty is asked for all the same, said at its label."""
    fields: dict[str, forms.Field]

    @property
    def personal(self) -> list[str]:
        """The fields that are never shown as they stand."""
        return []

    def field_of(self, name: str) -> str | None:
        """The field at which a fault of that argument is shown; None: above the form."""
        return name if name in self.fields else None

    def say_what_to_do(self) -> None:
        for name, when in self.needed_when.items():
            if name in self.fields:
                self.fields[name].needed_when = when  # type: ignore[attr-defined]
        say_what_to_do(self.fields.values())


class PlainForm(PlainErrors, forms.Form):
    """A form that is neither of a move nor of a record: settings, what visitors send."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.say_what_to_do()


class MoveForm(PlainErrors, forms.Form):
    """The form of one move; `details()` are the move's arguments."""

    above_fields = ""
    """A template with what is to be looked at first; takes `matter` and `form`."""

    def __init__(self, *args: Any, matter: Matter | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.matter = matter
        if matter is not None:
            self.offer(matter)
        self.say_what_to_do()

    def offer(self, matter: Any) -> None:
        """Fill in what there is to choose; for many records at once, by any one of them."""
        for field in self.fields.values():
            if isinstance(field, OfferedField):
                field.offer(matter)

    def over(self, shown: Mapping[str, Any]) -> Self:
        """This form over the record as it is now; what was typed into it stays."""
        return self

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


class AsItStandsForm(MoveForm):
    """What the record says already comes back to be changed."""

    columns: ClassVar[Mapping[str, str]] = {}
    """Argument → the record's column, where that is called otherwise."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.fields:
            column = self.columns.get(name, name)
            self.initial.setdefault(name, getattr(self.matter, column, None))
