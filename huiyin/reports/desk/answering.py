"""What the pages of writing have in common: what is refused is shown again, filled."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.casework.workflow import StaleMoveError
from huiyin.submissions import once

GET_POST = ["GET", "POST"]


def seen(request: HttpRequest) -> int:
    """The version that the page showed."""
    return number(request.POST.get("seen", ""))


def number(text: str) -> int:
    """What is no number is no key and no version that there was."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else -1


def answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    form: Any,
    save: Callable[[], HttpResponse],
    version: int,
) -> HttpResponse:
    """What is refused is shown again, filled. Whoever is shown what others did may then overwrite it."""
    status = 200
    context["seen"] = request.POST.get("seen", version)
    if request.method == "POST":
        try:
            if form is None or form.is_valid():
                return once.answer(request, save, by_key_alone=True)
            status = 422
        except StaleMoveError as error:
            context["stale"], context["seen"], status = str(error), version, 409
        except ValidationError as error:
            context["refused"], status = _at_fields(form, error), 422
    return render(request, template, context, status=status)


def _at_fields(form: Any, error: ValidationError) -> list[str]:
    """At the field that it names; what names no field of the form is returned."""
    if form is None or not hasattr(error, "error_dict"):
        return error.messages
    for name, said in error.message_dict.items():
        form.add_error(form.field_of(name), said)
    return []
