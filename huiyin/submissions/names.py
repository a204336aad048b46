"""A system check: nothing that is typed has the name of what a form carries beside it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core import checks

from .fields import TOKENS, every_form


def unheard(*_: Any, **__: Any) -> list[checks.CheckMessage]:
    """Fields whose other words nobody would notice when a form is sent a second time."""
    return [
        checks.Error(
            f"{form}.{name} has the name of what a form carries beside what is typed: the check "
            "against sending twice would not see it",
            hint=f"Call the field otherwise than {', '.join(sorted(TOKENS))}.",
            id="huiyin.E003",
        )
        for form, name in sorted(set(_named_so()))
    ]


def _named_so() -> Iterator[tuple[str, str]]:
    """Form and field, of the fields that a person fills in; a record's among them."""
    for form in every_form(forms.BaseForm):
        if form.__module__.startswith("huiyin."):
            fields: dict[str, forms.Field] = getattr(form, "base_fields", {})
            for name in TOKENS & fields.keys():
                if not fields[name].widget.is_hidden:
                    yield f"{form.__module__}.{form.__qualname__}", name
