"""Every write to the list of terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.checks import built_in
from huiyin.organisations.models import Organisation

from .models import SEPARATOR, Level, Term

PERMISSION = "proofreading.edit_wording"


@dataclass(frozen=True)
class TakenIn:
    """The result of an import of terms."""

    created: int
    changed: int
    unchanged: int


@transaction.atomic
def save(term: Term, *, actor: Actor, at: datetime) -> Term:
    """新增、修改用语.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: the row cannot be, by field.
    """
    _check(actor, term.agency)
    term.full_clean()
    verb = "change" if term.pk else "add"
    before = log.snapshot(Term.objects.get(pk=term.pk)) if term.pk else {}
    term.save()
    facts = log.changes(before, term) if before else {"wrong": term.wrong, "right": term.right}
    log.record(actor, f"proofreading.term.{verb}", term, at=at, **facts)
    return term


@transaction.atomic
def switch(agency: Organisation, wrong: str, *, on: bool, actor: Actor, at: datetime) -> None:
    """停用、启用: a row of the office switches a built-in term off; without it the term is on.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: there is no such term.
    """
    _check(actor, agency)
    row = Term.objects.select_for_update().filter(agency=agency, wrong=wrong).first()
    if row is None:
        row = own_copy(agency, wrong)
    row.is_active = on
    row.save()
    log.record(actor, f"proofreading.term.{'on' if on else 'off'}", row, at=at, wrong=wrong)


def own_copy(agency: Organisation, wrong: str) -> Term:
    """A built-in term as a row of the office, not yet saved.

    Raises:
        ValidationError: there is no such term.
    """
    term = next((one for one in built_in() if one.wrong == wrong), None)
    if term is None:
        raise ValidationError("用语表里没有这一条")
    return Term(
        agency=agency,
        wrong=term.wrong,
        right=term.right,
        level=term.severity,
        note=term.note,
        unless=SEPARATOR.join(term.unless),
        before=SEPARATOR.join(term.before),
        after=SEPARATOR.join(term.after),
        valid_from=term.since,
        valid_until=term.until,
    )


@transaction.atomic
def take_in(
    agency: Organisation, rows: Sequence[dict[str, Any]], *, actor: Actor, at: datetime
) -> TakenIn:
    """导入: all rows or none; an existing term is changed.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: every row that cannot be, with its number.
    """
    _check(actor, agency)
    known = {term.wrong: term for term in Term.objects.filter(agency=agency)}
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    faults: list[str] = []
    for number, values in enumerate(rows, start=2):
        term = known.get(values["wrong"]) or Term(agency=agency)
        kind = "changed" if term.pk else "created"
        if term.pk and all(getattr(term, name) == value for name, value in values.items()):
            counts["unchanged"] += 1
            continue
        for name, value in values.items():
            setattr(term, name, value)
        try:
            term.full_clean()
        except ValidationError as error:
            faults.append(f"第{number}行：{'；'.join(error.messages)}")
            continue
        term.save()
        known[term.wrong] = term
        counts[kind] += 1
    if faults:
        raise ValidationError(faults)
    log.record(actor, "proofreading.term.import", agency, at=at, **counts)
    return TakenIn(**counts)


def level_of(label: str) -> str:
    """错误 → error; the words of the desk, or the stored ones."""
    for value, text in Level.choices:
        if label in {value, str(text), str(text).partition("（")[0]}:
            return str(value)
    return label


def day_of(value: object) -> date | None:
    """A cell as a date.

    Raises:
        ValueError: it is something else.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value in (None, ""):
        return value or None  # type: ignore[return-value]
    return date.fromisoformat(str(value).strip().replace("/", "-"))


def _check(actor: Actor, agency: Organisation) -> None:
    if not actor.may(PERMISSION, agency.pk):
        raise PermissionDenied("您没有“维护校对用语表”的权限")
