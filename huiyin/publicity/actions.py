"""Every publication is written here: by what begins a record, and by what follows its moves."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.storing import update_many
from huiyin.personal.bulk import insert_many, unsaved
from huiyin.web.kept.page_cache import remembered

from . import kinds
from .models import Ending, Publication, Publicised, PublicityTerm, morning_of, over_at

SYSTEM = "系统"
UPDATED = "公示内容更新"


def terms_of(label: str) -> list[PublicityTerm]:
    """All terms of a kind of record, the latest first."""
    return list(PublicityTerm.objects.filter(kind=label).order_by("-valid_from"))


_known_terms = remembered(terms_of)


def term_on(
    record: Publicised, day: date, terms: Sequence[PublicityTerm] | None = None
) -> PublicityTerm | None:
    """The term for a record that is put up on this day; None: the place has set none."""
    holder = kinds.of(record).holder(record)
    rows = terms_of(record._meta.label_lower) if terms is None else terms
    return next((row for row in rows if row.holder == holder and row.valid_from <= day), None)


def over(record: Publicised, day: date) -> str:
    """Guard: the sentence that refuses to put up what would be over already, or nothing."""
    term = term_on(record, day, _known_terms(record._meta.label_lower))
    return _over(_last_day(record, term), day)


def _last_day(record: Publicised, term: PublicityTerm | None) -> date | None:
    """By the term, and no later than the record itself says."""
    days = (term.last_day(record) if term else None, kinds.of(record).no_later(record))
    return min((day for day in days if day), default=None)


def _over(until: date | None, day: date) -> str:
    if until is None or until >= day:
        return ""
    return f"按公示期限规定，公示期已于 {until} 届满，不能公示"


def put_up(record: Publicised, day: date) -> None:
    """公示、重新公示: set the columns of the record; `follow` writes the publication.

    Raises:
        ValidationError: by the rule of that day its time is over.
    """
    term = term_on(record, day)
    until = _last_day(record, term)
    if refusal := _over(until, day):
        raise ValidationError(refusal)
    record.published_on = record.published_on or day
    record.shown_until, record.withdrawn_on = until, None


def take_down(record: Publicised, why: Ending, reason: str, *, actor: Actor, at: datetime) -> None:
    """撤下: off every door from this moment; the record stays in the ledger."""
    record.withdrawn_on = timezone.localdate(at)
    current = Publication.objects.of(record).filter(ended_at=None).last()
    if current is not None:
        current.end(why, reason, actor.name, at)


def resume(record: Publicised, taken_down_as: Ending) -> None:
    """On view again as before, where the latest publication ended so: its last day stays.

    Other words than it had stay off until another person puts them up (重新公示).
    """
    last = Publication.objects.of(record).last()
    if last is not None and last.ending == taken_down_as and _says(last, record):
        record.withdrawn_on = None


def ended_as(record: Publicised, ending: Ending) -> bool:
    """Whether the latest publication ended so."""
    last = Publication.objects.of(record).last()
    return last is not None and last.ending == ending


def resettle(record: Publicised) -> None:
    """After an amendment: the last day by the term under which it was put up."""
    if record.published_on is None:
        record.shown_until = record.withdrawn_on = None
        return
    last = Publication.objects.of(record).select_related("term").last()
    term = last.term if last else term_on(record, record.published_on)
    record.shown_until = _last_day(record, term)


def begin(records: Sequence[Publicised], actor: Actor) -> None:
    """New records that were public before they came here: a publication each, from that day on."""
    public = [record for record in records if record.published_on is not None]
    if not public:
        return
    kind = kinds.of(public[0])
    prefetch_related_objects(public, *kind.related)
    terms = terms_of(public[0]._meta.label_lower)
    rows, limited = [], []
    for record, wording in zip(public, kind.wordings_of(public), strict=True):
        assert record.published_on is not None  # noqa: S101 - asked above
        term = term_on(record, record.published_on, terms)
        record.shown_until = _last_day(record, term)
        if record.shown_until is not None:
            limited.append(record)
        at = morning_of(record.published_on)
        rows.append(_publication(record, 1, term, actor, at, wording))
    update_many(limited, {"shown_until"})
    insert_many(rows)


def follow(record: Publicised, actor: Actor, at: datetime) -> None:
    """After each move: what is on view, and in which wording, is what the books say.

    One publication is open while the record is public, none while it is not; another wording is
    another publication.
    """
    day = timezone.localdate(at)
    last = Publication.objects.of(record).select_related("term").last()
    if last is not None and last.ended_at is None and last.until and last.until < day:
        last.end(Ending.EXPIRED, "", SYSTEM, over_at(last.until))
    current = last if last is not None and last.ended_at is None else None
    if not record.is_public_on(day):
        if current is not None:
            _end_hidden(current, record, actor, at, day)
        return
    if current is None:
        _put_up_next(record, last, actor, at)
    elif not _says(current, record):
        current.end(Ending.SUPERSEDED, UPDATED, actor.name, at)
        _publication(record, current.version + 1, current.term, actor, at, _wording(record)).save()


def _end_hidden(
    current: Publication, record: Publicised, actor: Actor, at: datetime, day: date
) -> None:
    """A move has hidden the record without saying so: it is void, or its days were amended."""
    if record.state != record.VOIDED and record.is_over(day):
        current.end(Ending.EXPIRED, "更正后公示期已满", actor.name, at)
    else:
        current.end(Ending.ERROR, record.void_reason, actor.name, at)


def _put_up_next(record: Publicised, last: Publication | None, actor: Actor, at: datetime) -> None:
    """The first one counts from the day that the record names; a later one from now."""
    day = timezone.localdate(at)
    if last is None and record.published_on and record.published_on < day:
        day, at = record.published_on, morning_of(record.published_on)
    version = last.version + 1 if last else 1
    _publication(record, version, term_on(record, day), actor, at, _wording(record)).save()


def _wording(record: Publicised) -> kinds.Wording:
    return kinds.of(record).wording(record)


def _publication(
    record: Publicised,
    version: int,
    term: PublicityTerm | None,
    actor: Actor,
    at: datetime,
    wording: kinds.Wording,
) -> Publication:
    return unsaved(
        Publication,
        about_kind=record._meta.label_lower,
        about_pk=record.pk,
        agency_id=record.agency_id,
        version=version,
        due_on=record.publish_due_on,
        put_up_at=at,
        put_up_by=actor.name[:100],
        wording=wording,
        digest=kinds.digest_of(wording),
        named=kinds.of(record).named(record, wording),
        term_id=term.pk if term else None,
        until=record.shown_until,
    )


def _says(current: Publication, record: Publicised) -> bool:
    """Whether this publication is still what the public would read."""
    is_same = current.digest == kinds.digest_of(_wording(record))
    return current.until == record.shown_until and is_same
