"""A typed secret: tried once, and what is wrong with it said at its field."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.throttle import refusing
from huiyin.throttle.budgets import TooManyError

from . import second_factor

T = TypeVar("T")


def of(form: Form, field: str, attempt: Callable[[], T]) -> T | None:
    """What the attempt returned, or None with the error in the form."""
    try:
        outcome = attempt()
    except TooManyError as many:
        form.add_error(field, refusal(many, "验证码"))
        return None
    if not outcome:
        form.add_error(field, second_factor.REFUSED)
    return outcome


def refusal(many: TooManyError, secret: str) -> ValidationError:
    """The error of a form that came too often; `page` answers it with 429."""
    said = f"{secret}连续多次不正确，{refusing.again(many)}"
    return ValidationError(said, code="locked", params={"many": many})


def page(
    request: HttpRequest, template: str, form: Form, context: dict[str, object] | None = None
) -> HttpResponse:
    """200 for an unsent form, 429 for one that came too often, 422 for any other error."""
    many = _too_many(form)
    status = 429 if many else 422 if form.errors else 200
    response = render(request, template, {"form": form, **(context or {})}, status=status)
    return refusing.marked(response, many) if many else response


def _too_many(form: Form) -> TooManyError | None:
    errors = [error for errors in form.errors.as_data().values() for error in errors]
    locks = [(error.params or {}).get("many") for error in errors if error.code == "locked"]
    return next(iter(locks), None)
