"""What stands behind a public figure: its records as everybody may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from huiyin.disclosure.models import DocumentPage
from huiyin.foi.models import Application
from huiyin.hotline.models import ServiceRequest
from huiyin.licensing.models import Licence
from huiyin.registers.models import Decision, Officer, Opinion, Power
from huiyin.web.templatetags.huiyin import index_address

PERSONAL: frozenset[type[Model]] = frozenset({Application, ServiceRequest, Opinion})
"""Matters that somebody brought: only their number is public."""


@dataclass(frozen=True)
class Line:
    """One record in the list below a figure."""

    title: str
    number: str
    day: date | datetime | None
    address: str


@dataclass(frozen=True)
class Shown:
    """How the records of one kind are shown: those that are public, in their order, as lines."""

    public: Callable[[Any], "QuerySet[Any]"]
    line: Callable[[Any], Line]


def _documents(records: Any) -> "QuerySet[Any]":
    wanted = records.order_by("-published_at", "-pk")
    return wanted.only("title", "doc_number", "index_number", "published_at")  # type: ignore[no-any-return]


SHOWN: dict[type[Model], Shown] = {
    DocumentPage: Shown(
        _documents,
        lambda r: Line(r.title, r.doc_number, r.published_at, index_address(r.index_number)),
    ),
    Licence: Shown(
        lambda found: found.public().select_related("matter").order_by("-decided_on", "-pk"),
        lambda r: Line(r.title, r.reference, r.decided_on, reverse("licence", args=[r.pk])),
    ),
    Power: Shown(
        lambda found: found.public().order_by("reference", "pk"),
        lambda r: Line(r.name, r.reference, r.first_listed_on, reverse("power", args=[r.pk])),
    ),
    Decision: Shown(
        lambda found: found.public().order_by("-consult_from", "-pk"),
        lambda r: Line(r.name, r.reference, r.consult_from, reverse("decision", args=[r.pk])),
    ),
    Officer: Shown(
        lambda found: found.public(timezone.localdate()).order_by("department", "reference", "pk"),
        lambda r: Line(r.name, r.reference, r.issued_on, reverse("officers")),
    ),
}
