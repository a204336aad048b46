"""What of a posted form is worth keeping, and how it is called to a person."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, RawPostDataException
from django.http.multipartparser import MultiPartParserError

Fields = dict[str, list[str]]
TOKENS = frozenset(
    {"csrfmiddlewaretoken", "form_key", "offered", "version", "seen", "next", "act", "in"}
)
"""What the page brings along: a new page has its own."""
_SECRET = re.compile(r"password|passwd|^(?:code|totp|otp|query_code|recovery_code|pin)$", re.I)
MOST = 300_000  # characters in all: more is no form that somebody typed


def of(request: HttpRequest) -> Fields:
    """The fields of a posted form without secrets, files and tokens; empty where it is unreadable."""
    try:
        posted = request.POST
    except (BadRequest, SuspiciousOperation, MultiPartParserError, RawPostDataException, OSError):
        return {}
    fields = {name: list(values) for name, values in posted.lists() if is_kept(name)}
    if sum(len(value) for values in fields.values() for value in values) > MOST:
        return {}
    return fields


def is_kept(name: str) -> bool:
    return name.partition(".")[0] not in TOKENS and not _SECRET.search(name)


def is_typed(fields: Fields) -> bool:
    return any(value.strip() for values in fields.values() for value in values)


def labelled(fields: Fields) -> list[tuple[str, str]]:
    """(label, text) in the words of the form whose fields these most likely are."""
    known = _form_of(set(fields))
    rows = []
    for name, values in fields.items():
        field = known.get(name)
        text = "、".join(_text(field, value) for value in values if value.strip())
        if text and not (field is not None and field.widget.is_hidden):
            rows.append((_label(field, name), text))
    return rows


def _label(field: forms.Field | None, name: str) -> str:
    if field is not None and field.label:
        return str(field.label)
    return name if not name.isascii() else "其他内容"


def _text(field: forms.Field | None, value: str) -> str:
    """The label of a choice, not its key."""
    for key, label in _choices(field):
        group = label if isinstance(label, list | tuple) else [(key, label)]
        for one, text in group:
            if str(one) == value:
                return str(text)
    return value


def _choices(field: forms.Field | None) -> list[tuple[Any, Any]]:
    """Those written in the code: others would ask the database, which may just have failed."""
    choices: Any = getattr(field, "choices", None)
    return list(choices) if isinstance(choices, list | tuple) else []


def _form_of(names: set[str]) -> dict[str, forms.Field]:
    """The declared fields of the form that shares most with these names; the smallest of equals."""
    best: dict[str, forms.Field] = {}
    most = 0
    for form in every_form(forms.BaseForm):
        declared: dict[str, forms.Field] = getattr(form, "base_fields", {})
        shared = len(names & declared.keys())
        if shared > most or (shared == most and 0 < len(declared) < len(best)):
            best, most = declared, shared
    return best


def every_form(base: type[Any]) -> Iterator[type[Any]]:
    for form in base.__subclasses__():
        yield form
        yield from every_form(form)
