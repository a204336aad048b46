"""待报送: of one kind and agency the records that have to be sent now, those that pass and those that do not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from huiyin.casework.ledgers import find
from huiyin.organisations.models import Organisation
from huiyin.publicity import kinds
from huiyin.publicity.models import Channel, Publication

from . import standard
from .choosing import Now, Sent, Wait, next_step
from .layouts import Given, Layout, digest_of, layout_of, stable
from .models import Action, Batch, Row, SendingRule, Shortfall, rule_on
from .standard import Fault

MOST = 5000
"""Rows of a batch; more wait for the next one."""


@dataclass(frozen=True)
class Candidate:
    """A record to be sent: what of it, and its cells; none where it is taken down."""

    record: Any
    action: Action
    cells: list[str]
    digest: str
    publication: Publication | None

    @property
    def reference(self) -> str:
        return str(self.record.reference)


@dataclass(frozen=True)
class Screened:
    """What there is to send of one kind: rows that pass, records that do not, and why.

    `is_whole`: every record was looked at; else the batch was full before.
    """

    rule: SendingRule
    layout: Layout
    passing: list[Candidate]
    failing: list[tuple[Any, list[Fault]]]
    is_whole: bool


def model_of(content: str) -> Any:
    """The records of this kind."""
    return find(content).model


def screen(agency: Organisation, content: str, at: datetime) -> Screened:
    """Look at every record of this kind that the platform has to know of; nothing is written.

    Raises:
        LookupError: no rule says how this kind is sent.
    """
    today = timezone.localdate(at)
    rule = rule_on(content, today)
    layout = layout_of(content, rule.generation)
    passing: list[Candidate] = []
    failing: list[tuple[Any, list[Fault]]] = []
    readers, given = layout.readers(agency.pk), Given(rule.place_code, at)
    for record, action, publication in _pending(agency, content, rule, layout, at):
        if action == Action.WITHDRAWN:
            passing.append(Candidate(record, action, [], digest_of([record.reference]), None))
        elif found := standard.faults(content, record):
            failing.append((record, found))
        else:
            cells = layout.cells(record, readers, given)
            digest = digest_of(stable(layout, cells))
            passing.append(Candidate(record, action, cells, digest, publication))
        if len(passing) == MOST:
            is_whole = False
            break
    else:
        is_whole = True
    return Screened(rule, layout, _told_apart(passing), failing, is_whole)


def _told_apart(passing: list[Candidate]) -> list[Candidate]:
    """One row a paper number: what takes the number of a record that goes waits for the next batch.

    The platform knows records by their number, and answers by it.
    """
    leaving = {one.reference for one in passing if one.action == Action.WITHDRAWN}
    return [
        one for one in passing if one.action == Action.WITHDRAWN or one.reference not in leaving
    ]


def off_view(batch: Batch, day: date) -> list[str]:
    """Paper numbers of what it would put up though it is on public view no more."""
    model = model_of(batch.content)
    rows = batch.rows.exclude(action=Action.WITHDRAWN)
    records = model.objects.filter(agency=batch.agency_id).public(day)
    public = kinds.known()[model._meta.label_lower].owing(records)
    gone = rows.exclude(about_pk__in=public.order_by().values("pk")).order_by("number")
    return list(gone.values_list("reference", flat=True))


def count(agency: Organisation, content: str, at: datetime) -> int:
    """How many records the next batch is about, those included that may turn out not to pass.

    Raises:
        LookupError: no rule says how this kind is sent.
    """
    today = timezone.localdate(at)
    rule = rule_on(content, today)
    steps = _steps(model_of(content), agency, rule.since, today)
    return sum(isinstance(step, Action) for step, *_ in steps.values())


Steps = dict[int, tuple[Action | Wait, Now, list[Sent]]]
"""Key of a record → what has to be done about it, how it stands, and how it was sent before."""


def _steps(model: Any, agency: Organisation, since: date, today: date) -> Steps:
    """By what was sent and what is on view."""
    sent, shown = _sent(model, agency), _shown(model, agency)
    public = _public(model, agency, since, today)
    steps: Steps = {}
    for pk in {*public, *sent}:
        now = Now(pk in public, shown.get(pk, ""))
        before = sent.get(pk, [])
        if (step := next_step(before, now, "")) is not None:
            steps[pk] = (step, now, before)
    return steps


def _pending(
    agency: Organisation, content: str, rule: SendingRule, layout: Layout, at: datetime
) -> Iterator[tuple[Any, Action, Publication | None]]:
    """Records that are new to the platform, say something else by now, or have to go."""
    model = model_of(content)
    steps = _steps(model, agency, rule.since, timezone.localdate(at))
    site = {
        one.about_pk: one
        for one in Publication.objects.filter(
            about_kind=model._meta.label_lower, agency=agency, channel=Channel.SITE, ended_at=None
        )
        if one.about_pk in steps
    }
    readers, given = layout.readers(agency.pk), Given(rule.place_code, at)
    for record in _records(model, steps):
        step, now, before = steps[record.pk]
        if step is Wait.TO_BE_MENDED:
            digest = digest_of(stable(layout, layout.cells(record, readers, given)))
            again = next_step(before, now, digest)
            if again is None or isinstance(again, Wait):
                continue
            step = again
        if isinstance(step, Action):
            yield record, step, site.get(record.pk)


def _records(model: Any, steps: Steps) -> Any:
    records = model.objects.filter(pk__in=[*steps]).order_by("publish_due_on", "pk")
    return records.select_related("agency").iterator(chunk_size=1000)


def _public(model: Any, agency: Organisation, since: date, today: date) -> set[int]:
    """Keys of the records on public view that this system has to report."""
    records = model.objects.filter(
        agency=agency, published_on__gte=since, published_on__lte=today
    ).public(today)
    return set(kinds.known()[model._meta.label_lower].owing(records).values_list("pk", flat=True))


def _shown(model: Any, agency: Organisation) -> dict[int, str]:
    """Key of a record → digest of the wording that stands on the own site."""
    rows = Publication.objects.filter(
        about_kind=model._meta.label_lower, agency=agency, channel=Channel.SITE, ended_at=None
    )
    return dict(rows.values_list("about_pk", "digest"))


def _sent(model: Any, agency: Organisation) -> dict[int, list[Sent]]:
    """Key of a record → its sendings in their order."""
    rows = (
        Row.objects.filter(about_kind=model._meta.label_lower, batch__agency=agency)
        .exclude(batch__state=Batch.State.VOIDED)
        .order_by("pk")
        .values_list("about_pk", "action", "wording", "digest", "result", "resend_because")
    )
    known: dict[int, list[Sent]] = defaultdict(list)
    for pk, action, wording, digest, result, because in rows:
        known[pk].append(Sent(action, wording, digest, result, bool(because)))
    return known


@transaction.atomic
def note(agency: Organisation, content: str, screened: Screened, today: date) -> None:
    """Write down what did not pass, and that what was wrong is mended; nothing twice.

    Of a record that was not looked at nothing is said.
    """
    label = model_of(content)._meta.label_lower
    known = {
        one.about_pk: one
        for one in Shortfall.objects.select_for_update().filter(
            agency=agency, about_kind=label, mended_on=None
        )
    }
    for record, found in screened.failing:
        said = [[*fault] for fault in found]
        shortfall = known.pop(record.pk, None)
        if shortfall is None:
            Shortfall.objects.create(
                agency=agency, about_kind=label, about_pk=record.pk,
                reference=record.reference, faults=said, found_on=today,
            )  # fmt: skip
        elif shortfall.faults != said:
            shortfall.faults = said
            shortfall.save(update_fields=["faults"])
    passed = {one.record.pk for one in screened.passing}
    mended = [one for pk, one in known.items() if screened.is_whole or pk in passed]
    _mended(mended, today)


def _mended(shortfalls: Iterable[Shortfall], today: date) -> None:
    keys = [one.pk for one in shortfalls]
    Shortfall.objects.filter(pk__in=keys).update(mended_on=today)
