"""The field of a form that asks for one placeholder of a letter."""

from typing import Any

from django import forms

from .kinds import ASKED, CHOICES, LONG


def field(name: str, said: str, *, required: bool = False) -> forms.Field:
    """A choice where a letter may say one of few things only, else a line or a few."""
    options: dict[str, Any] = {
        "label": name,
        "help_text": ASKED[name],
        "initial": said,
        "required": required,
    }
    if name in CHOICES:
        choices = [("", "请选择"), *((one, one) for one in CHOICES[name])]
        return forms.ChoiceField(choices=choices, **options)
    widget = forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput()
    return forms.CharField(max_length=2000, widget=widget, **options)
