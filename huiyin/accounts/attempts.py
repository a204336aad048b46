"""A typed code: tried once, and what is wrong with it said at its field."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils import timezone

from . import second_factor

T = TypeVar("T")
LOCKED = "locked"


def of(form: Form, field: str, attempt: Callable[[], T]) -> T | None:
    """What the attempt returned, or None with the error in the form."""
    try:
        outcome = attempt()
    except second_factor.LockedError as locked:
        until = timezone.localtime(locked.until)
        said = f"验证码连续多次不正确，请在 {until:%H:%M} 之后再试"
        form.add_error(field, ValidationError(said, code=LOCKED))
        return None
    if not outcome:
        form.add_error(field, second_factor.REFUSED)
    return outcome


def status(form: Form) -> int:
    """200 for an unsent form, 429 for a locked one, 422 for any other error."""
    if not form.errors:
        return 200
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return 429 if LOCKED in codes else 422
