"""Loads the indicators of `indicators.toml` into rows; changes by the office stay."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from .models import Indicator

TEXTS = ("group", "part", "name", "rule", "measure", "mark", "unit")
NUMBERS = ("threshold", "deduct", "points")


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """Code → shipped values."""
    text = Path(__file__).with_name("indicators.toml").read_text(encoding="utf-8")
    indicators = tomllib.loads(text, parse_float=Decimal)
    return {
        code: {name: values.get(name, "") for name in TEXTS}
        | {
            "threshold": values.get("threshold"),
            "deduct": Decimal(values.get("deduct", 0)),
            "points": Decimal(values.get("points", 0)),
            "position": position,
        }
        for position, (code, values) in enumerate(indicators.items(), start=1)
    }


@transaction.atomic
def load() -> None:
    """Update rows to the shipped values, except numbers set by the office; unlist removed ones."""
    known = {row.code: row for row in Indicator.objects.select_for_update()}
    for code, values in shipped().items():
        row = known.get(code) or Indicator(code=code)
        wanted = values | {"is_listed": True}
        if row.changed_at is not None and values["mark"] == "U":
            wanted = {name: value for name, value in wanted.items() if name not in NUMBERS}
        if row.pk is None or any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            row.save()
    obsolete = set(known) - set(shipped())
    Indicator.objects.filter(code__in=obsolete, is_listed=True).update(is_listed=False)
