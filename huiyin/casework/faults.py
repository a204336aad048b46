"""Faults are gathered before any is raised: a person learns of every field at once."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError


def refuse(wrong: Mapping[str, str]) -> None:
    """Field → what to do; nothing where there is no fault.

    Raises:
        ValidationError: by field name.
    """
    if wrong:
        raise ValidationError(dict(wrong))
