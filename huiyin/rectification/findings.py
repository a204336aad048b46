"""发现的问题: what a check found wrong, as the matter by which it is mended. One door for all checks.

An app that checks declares how one of its records reads. Its page links to 登记 by `openings`: the
link is signed, so that whoever follows it was shown the record; what was found fills the form, and
its evidence goes with it. Beside one record one matter is open at a time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.core import signing
from django.db import models

from huiyin.audit.actors import Actor
from huiyin.coordination.models import HANDLE
from huiyin.organisations.models import Organisation

from .models import VIEW, Rectification
from .rules import KEEP

NEW = "/desk/rectifications/new/"
SIGNER = signing.Signer(salt="rectification.finding")


class Copy(NamedTuple):
    """A piece of evidence as it is kept: its name, its media type and its clear content."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Finding:
    """What the form of a new matter says, and the copies that show it."""

    about: models.Model
    unit: Organisation | None
    subject: str
    problem: str
    demand: str
    origin: str
    copies: Callable[[], Iterable[Copy]] = tuple

    @property
    def values(self) -> dict[str, object]:
        """By the names of the form's fields."""
        texts = {name: getattr(self, name) for name in ("subject", "problem", "demand", "origin")}
        limits = {"subject": 200, "origin": 200, "problem": 5000, "demand": 5000}
        said: dict[str, object] = {name: text[: limits[name]] for name, text in texts.items()}
        return said | ({"unit": self.unit.pk} if self.unit else {})


Read = Callable[[int, Organisation], Finding | None]
Link = Callable[[int, Actor], "tuple[str, str] | None"]


class Source(NamedTuple):
    """How a record of one kind reads for the agency that orders, and where a person may see it."""

    read: Read
    link: Link


_sources: dict[str, Source] = {}


def declare(model: type[models.Model], read: Read, link: Link) -> None:
    """Records of this kind can be mended."""
    _sources[model._meta.label_lower] = Source(read, link)


def openings(records: Iterable[models.Model], agency: int, actor: Actor) -> dict[int, str]:
    """Key of a record → where this person orders that it be mended.

    Without those beside which one is open already, and empty for whoever may not. One query for
    records of one kind.
    """
    rows = list(records)
    if not rows or not actor.may(KEEP, agency):
        return {}
    kind = rows[0]._meta.label_lower
    keys = [row.pk for row in rows]
    taken = Rectification.objects.open().filter(agency=agency, about_kind=kind, about_pk__in=keys)
    free = set(keys) - set(taken.values_list("about_pk", flat=True))
    return {key: f"{NEW}?{urlencode({'finding': SIGNER.sign(f'{kind}:{key}')})}" for key in free}


def read(token: str, agency: Organisation) -> Finding | None:
    """What the link is about; None: it is no link of ours, or nothing is wrong there any more."""
    try:
        label, key = SIGNER.unsign(token).split(":")
    except signing.BadSignature:
        return None
    source = _sources.get(label)
    return source.read(int(key), agency) if source else None


def seen(records: Iterable[models.Model], actor: Actor) -> dict[int, list[Rectification]]:
    """Key of a record → by what it is mended, the newest first, as far as this person sees it."""
    rows = list(records)
    found: dict[int, list[Rectification]] = {row.pk: [] for row in rows}
    if rows:
        visible = (
            Rectification.objects.visible_to(actor, VIEW, HANDLE).valid().select_related("unit")
        )
        kind = rows[0]._meta.label_lower
        for matter in visible.filter(about_kind=kind, about_pk__in=list(found)):
            found[matter.about_pk or 0].append(matter)
    return found


def link(matter: Rectification, actor: Actor) -> list[tuple[str, str]]:
    """The record from which the matter came, where this person may see that."""
    source = _sources.get(matter.about_kind)
    found = source.link(matter.about_pk, actor) if source and matter.about_pk else None
    return [found] if found else []


def open_beside(matter: Rectification) -> Rectification | None:
    """Another open matter about the same record."""
    if matter.about_pk is None:
        return None
    same = Rectification.objects.open().filter(
        agency=matter.agency_id, about_kind=matter.about_kind, about_pk=matter.about_pk
    )
    return same.exclude(pk=matter.pk).first()
