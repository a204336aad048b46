"""Kinds of record that are put on public view (公示), and what publicity must know of each.

A kind inherits `Publicised`, declares itself here and gives `began=actions.begin` to its workflow.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from huiyin.search.chinese import fold

LONGEST_NAME = 200
Wording = list[list[str]]
"""[head, text] of each column that the public reads, in order."""


class Holder(models.TextChoices):
    """相对人: whose record it is; places keep records of persons for a shorter time."""

    ORGANISATION = "organisation", "法人、非法人组织和个体工商户"
    PERSON = "person", "自然人"


class CountedFrom(models.TextChoices):
    """起算日."""

    DECIDED = "decided", "作出决定之日"
    ENDED = "ended", "有效期届满之日"


@dataclass(frozen=True)
class Decided:
    """How decisions of a kind stand in the weekly bulletin (周公示).

    Attributes:
        column: the day of the decision.
        heads: of the wording, in this order: number, holder, matter, what was decided.
        kept_back: of a valid decision that is not owed to the public, the reason in words.
    """

    column: str
    heads: tuple[str, str, str, str]
    kept_back: Callable[[Any], str] = lambda record: ""


@dataclass(frozen=True)
class Kind:
    """One kind of public record.

    Attributes:
        key: of its ledger and its room: licences.
        label: as a person chooses it: 行政许可.
        wording: what the public reads of a record, personal data masked; nothing that the day
            alone changes.
        told: the text in a column of free text, masked in the same way.
        days: the days from which a period can be counted.
        related: relations that `wording` reads.
        owing: of valid records those that have to be put up.
        wordings: the wording of each of many records, where that is quicker than one by one.
        decided: for decisions, which are announced week by week as well.
        no_later: the last day on view that a record brings itself, whatever the term; None: none.
        naming: the head in the wording under which whom it is about stands.
    """

    key: str
    label: str
    wording: Callable[[Any], Wording]
    told: Callable[[Any, str], str]
    holder: Callable[[Any], Holder]
    days: Mapping[str, Callable[[Any], date]]
    related: tuple[str, ...] = ()
    owing: Callable[[Any], Any] = lambda records: records
    wordings: Callable[[Sequence[Any]], list[Wording]] | None = None
    decided: Decided | None = None
    no_later: Callable[[Any], date | None] = lambda record: None
    naming: str = "行政相对人名称"

    def named(self, record: Any, wording: Wording) -> str:
        """The folded name by which everybody may find this wording; none of a natural person."""
        if self.holder(record) == Holder.PERSON:
            return ""
        name = next((text for head, text in wording if head == self.naming), "")
        return fold(name)[:LONGEST_NAME]

    def wordings_of(self, records: Sequence[Any]) -> list[Wording]:
        """The wording of each, in order."""
        if self.wordings is not None:
            return self.wordings(records)
        return [self.wording(record) for record in records]


_kinds: dict[str, Kind] = {}


def declare(model: type[models.Model], kind: Kind) -> None:
    """Make a kind known; each model once."""
    name = model._meta.label_lower
    if name in _kinds:
        raise ValueError(f"{name} is declared twice")
    _kinds[name] = kind


def named(name: str) -> Kind | None:
    """The kind of this model label, or None."""
    return _kinds.get(name)


def of(record: models.Model) -> Kind:
    return _kinds[record._meta.label_lower]


def known() -> Mapping[str, Kind]:
    """Model label → kind, in the order of declaration."""
    return _kinds


def choices() -> list[tuple[str, str]]:
    """(model label, name) of all kinds."""
    return [(name, kind.label) for name, kind in _kinds.items()]


def keyed() -> list[tuple[str, str]]:
    """(key, name) of all kinds."""
    return [(kind.key, kind.label) for kind in _kinds.values()]


def all_keys() -> list[str]:
    return [key for key, _ in keyed()]


def label_of(key: str) -> str:
    """How a person calls the kind of this key.

    Raises:
        LookupError: no kind has it.
    """
    return dict(keyed())[key]


def digest_of(wording: Wording) -> str:
    """SHA-256, in hexadecimal, of a wording."""
    text = json.dumps(wording, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
