"""原表其他列: what a table says in columns that its ledger does not have, kept with the record.

Nobody knows what such a column holds, so all of it is personal: encrypted, masked where it is shown,
never public, erased with the personal columns of the record. It is kept by the row of the batch that
said it, so that the newest saying of each column stands and the older ones can be looked up.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Q

from huiyin.common import masking
from huiyin.organisations.models import Organisation
from huiyin.personal import retention
from huiyin.personal.fields import is_readable

from .models import Batch, Row

AT_MOST, LONGEST, LONGEST_NAME = 60, 2000, 100
"""Columns a table, characters a cell, characters a name."""

mask = partial(masking.middle, first=1, last=1)


@dataclass(frozen=True)
class Other:
    """One column of one record, and the batch that said so last."""

    name: str
    text: str
    batch: Batch


def written(columns: dict[str, str]) -> str:
    """As a row stores them."""
    return json.dumps(columns, ensure_ascii=False) if columns else ""


def kept(model: type[models.Model], keys: Iterable[Any]) -> dict[int, dict[str, Other]]:
    """Of each of these records by key: its columns by name, those that were emptied left out."""
    rows = (
        Row.objects.filter(batch__subject_type=model._meta.label_lower, subject_key__in=list(keys))
        .exclude(other_columns="")
        .select_related("batch")
        .order_by("pk")
    )
    found: dict[int, dict[str, Other]] = defaultdict(dict)
    for row in rows:
        for name, text in _read(row).items():
            found[row.subject_key][name] = Other(name, text, row.batch)
    return {
        key: {name: one for name, one in columns.items() if one.text}
        for key, columns in found.items()
    }


def _read(row: Row) -> dict[str, str]:
    """What this row said; nothing where no key decrypts it any more, which the field logs."""
    return json.loads(row.other_columns) if is_readable(row.other_columns) else {}


def differing(said: dict[str, str], before: dict[str, Other]) -> dict[str, str]:
    """What a row says anew; a cell as an export masked it says nothing."""
    return {
        name: text
        for name, text in said.items()
        if text != (stored := before[name].text if name in before else "")
        and not (stored and text == mask(stored))
    }


def names(model: type[models.Model], agency: Organisation | int) -> list[str]:
    """Of all tables of this kind and agency, in the order in which they came first."""
    batches = Batch.objects.filter(
        ~Q(other_columns=[]), subject_type=model._meta.label_lower, agency=agency
    ).order_by("pk")
    found = batches.values_list("other_columns", flat=True)
    return list(dict.fromkeys(name for columns in found for name in columns))


def forget(model: type[models.Model], keys: list[Any]) -> None:
    """With the personal columns of these records go those that nobody knows."""
    Row.objects.filter(
        batch__subject_type=model._meta.label_lower, subject_key__in=keys
    ).update(other_columns="")  # fmt: skip


retention.along.append(forget)
