"""Rows of a batch, in a template."""

from typing import Any, NamedTuple

from django import template
from django.db.models import Count, Q

from huiyin.exchange.models import Batch, Content, Result, Row, Shortfall
from huiyin.exchange.screening import model_of

register = template.Library()
MOST = 200


class Rows(NamedTuple):
    """The rows of a batch, those that came back first, and how many there are of each answer."""

    rows: list[Row]
    total: int
    accepted: int
    returned: int
    waiting: int


@register.simple_tag
def rows_of(batch: Batch) -> Rows:
    counted: dict[str, Any] = batch.rows.aggregate(
        total=Count("pk"),
        accepted=Count("pk", filter=Q(result=Result.ACCEPTED)),
        waiting=Count("pk", filter=Q(result="")),
    )
    back = counted["total"] - counted["accepted"] - counted["waiting"]
    rows = list(batch.rows.order_by("-result", "number")[:MOST])
    return Rows(rows, counted["total"], counted["accepted"], back, counted["waiting"])


@register.filter
def record_address(row: Row | Shortfall) -> str:
    """The page of the record on the desk."""
    known = {model_of(content)._meta.label_lower: content for content in Content.values}
    return f"/desk/{known[row.about_kind]}/{row.about_pk}/"
