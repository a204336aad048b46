"""Rows of a batch, in a template."""

from typing import Any, NamedTuple

from django import template
from django.db.models import Count, Q

from huiyin.common.paging import Paging
from huiyin.exchange.actions import workflow
from huiyin.exchange.models import Batch, Result, Row, Shortfall
from huiyin.publicity import kinds

register = template.Library()
AT_ONCE = 100
PARTS = {
    "waiting": ("没有回执", Q(result="")),
    "returned": ("退回或者需修改", Q(result__in=[Result.REFUSED, Result.MEND])),
    "accepted": ("通过", Q(result=Result.ACCEPTED)),
}


class Part(NamedTuple):
    """The rows with one kind of answer, and how many there are; "" is all."""

    key: str
    label: str
    number: int


class Rows(NamedTuple):
    """A page of the rows of a batch, those that came back first; `results` where they may be answered."""

    rows: list[Row]
    parts: list[Part]
    chosen: str
    paging: Paging
    results: list[tuple[str, str]]


@register.simple_tag(takes_context=True)
def rows_of(context: dict[str, Any], batch: Batch) -> Rows:
    """As `?rows=` and `?page=` ask."""
    request = context["request"]
    counted: dict[str, Any] = batch.rows.aggregate(
        total=Count("pk"), **{key: Count("pk", filter=which) for key, (_, which) in PARTS.items()}
    )
    parts = [Part("", "全部", counted["total"])]
    parts += [Part(key, label, counted[key]) for key, (label, _) in PARTS.items()]
    chosen = request.GET.get("rows", "")
    if chosen not in PARTS:
        chosen = ""
    records = batch.rows.filter(PARTS[chosen][1]) if chosen else batch.rows.all()
    total = counted[chosen or "total"]
    paging = Paging.near(request.GET.get("page"), total, AT_ONCE)
    may = workflow.moves["answer"].is_open_to(request.actor, batch)
    return Rows(
        list(records.order_by("-result", "number")[paging.part]),
        parts,
        chosen,
        paging,
        [(str(value), str(label)) for value, label in Result.choices] if may else [],
    )


@register.filter
def record_address(row: Row | Shortfall) -> str:
    """The page of the record on the desk."""
    return f"/desk/{kinds.known()[row.about_kind].key}/{row.about_pk}/"
