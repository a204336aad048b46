"""The number of a record: one spelling, whichever door it came through."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from huiyin.common import docnumber


def not_rounded(number: str) -> None:
    """Refuse what a spreadsheet made of a long number: it would be another record's number."""
    if docnumber.is_rounded(number):
        raise ValidationError("编号被表格软件改成了科学计数，后几位已经丢失，请填写完整编号")


class ReferenceField(models.CharField):
    """编号、文号: stored and looked up in the spelling of `docnumber.normalise`.

    The rule stands in the column, so that a form, an import, an interface and a look-up for an
    exact value cannot have different ones; `contains` and `iexact` compare what they are given.
    """

    default_validators = [not_rounded]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return docnumber.normalise(text) if isinstance(text, str) else text

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The record in memory shows what was stored."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def normalise_stored(model: type[models.Model], *names: str) -> None:
    """For a migration: bring stored numbers into the one spelling; where two would meet, both stay."""
    for record in model._default_manager.only("pk", *names).iterator():
        changed = [name for name in names if _differs(getattr(record, name))]
        for name in changed:
            right = docnumber.normalise(getattr(record, name))
            if not model._default_manager.filter(**{name: right}).exclude(pk=record.pk).exists():
                model._default_manager.filter(pk=record.pk).update(**{name: right})


def _differs(text: str) -> bool:
    return docnumber.normalise(text) != text
