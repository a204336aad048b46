"""接收 of many at once: one transaction, in which each item gets an outcome of its own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.database.again import retried
from huiyin.hotline.models import ExternalKey, ServiceRequest
from huiyin.personal.bulk import insert_many
from huiyin.workdays.load import steady

from . import sorting
from .receiving import Door, OtherPayloadError, digest_of, put
from .registering import CALLS, LETTERS, Alike, check, give_code, workflow

MOST: Final = 500


@dataclass
class Item:
    """One request that was sent; afterwards it holds what became of it."""

    key: str
    payload: Mapping[str, Any]
    request: ServiceRequest | None = None
    is_new: bool = False
    refusal: ValidationError | OtherPayloadError | None = None
    external: ExternalKey = field(init=False)

    def refuse_other(self) -> None:
        self.refusal = OtherPayloadError(f"外部编号 {self.key} 已经收到过，内容与这一次不同")


def receive_many(door: Door, items: Sequence[Item], *, actor: Actor, at: datetime) -> None:
    """As `receive` of each: those that are right are stored together, the others say why not.

    Raises:
        MoveForbiddenError: this actor may not register for this agency.
    """
    if not workflow.may_start("take_in", actor, door.agency.pk):
        raise MoveForbiddenError("您不能接收这个来源的诉求")
    at = timezone.localtime(at)
    try:
        _in_one(door, items, actor, at)
    except IntegrityError:
        # another process has taken one of the numbers meanwhile: now it is seen as known
        _in_one(door, items, actor, at)


@retried
def _in_one(door: Door, items: Sequence[Item], actor: Actor, at: datetime) -> None:
    for item in items:
        item.request, item.refusal, item.is_new = None, None, False
        digest = digest_of(item.payload)
        item.external = ExternalKey(door=door.key, key=item.key, digest=digest, received_at=at)
    first, again = _first_of_each(items)
    unknown = _look_up(door, first)
    with steady():
        new = list(_made_ready(door, unknown, at))
    insert_many([item.external for item in new])
    requests = [request for item in new if (request := item.request) is not None]
    for item in new:
        assert item.request is not None  # noqa: S101 - `_made_ready` yields no other
        item.request.external_key, item.is_new = item.external, True
    _number(door, requests)
    workflow.start_many("take_in", requests, actor=actor, at=at, are_clocked=True)
    for item, former in again:
        item.request, item.refusal = former.request, former.refusal
        if item.external.digest != former.external.digest:
            item.request = None
            item.refuse_other()


def _first_of_each(items: Sequence[Item]) -> tuple[list[Item], list[tuple[Item, Item]]]:
    """Of items with one number the first; the others, each with its first."""
    first: dict[str, Item] = {}
    again = [
        (item, former) for item in items if (former := first.setdefault(item.key, item)) is not item
    ]
    return list(first.values()), again


def _look_up(door: Door, items: list[Item]) -> list[Item]:
    """Those whose number is not known yet; the others get the request that they are."""
    known = {
        request.external_key.key: request
        for request in ServiceRequest.objects.filter(
            external_key__door=door.key, external_key__key__in=[item.key for item in items]
        ).select_related("external_key", "agency", "unit")
        if request.external_key is not None
    }
    for item in items:
        if (former := known.get(item.key)) is None:
            continue
        assert former.external_key is not None  # noqa: S101 - the query was by this key
        if former.external_key.digest == item.external.digest:
            item.request = former
        else:
            item.refuse_other()
    return [item for item in items if item.key not in known]


def _made_ready(door: Door, items: list[Item], at: datetime) -> Iterator[Item]:
    """Those that nothing refuses, with their request complete but for its number."""
    put_in = [item for item in items if _has(item, lambda one: _put(door, one, at))]
    sorting.sort_in(item.request for item in put_in if item.request is not None)
    alike, day = Alike(), timezone.localdate(at)

    def complete(item: Item) -> None:
        request = item.request
        assert request is not None  # noqa: S101 - `_put` made it
        alike.ready(request)
        request.clean_fields(exclude={"reference"})
        check(request, day)
        if door.tells_code:
            give_code(request)

    for item in put_in:
        if _has(item, complete):
            yield item
        else:
            item.request = None


def _has(item: Item, step: Any) -> bool:
    """Whether the step goes well; else the item says why not."""
    try:
        step(item)
    except ValidationError as error:
        item.refusal = error
    return item.refusal is None


def _put(door: Door, item: Item, at: datetime) -> None:
    item.external.clean_fields()
    request = ServiceRequest(agency=door.agency, channel=door.channel)
    put(request, {"received_on": timezone.localdate(at), **item.payload})
    item.request = request


def _number(door: Door, requests: list[ServiceRequest]) -> None:
    numbers = LETTERS if door.tells_code else CALLS
    by_year: dict[int, list[ServiceRequest]] = defaultdict(list)
    for request in requests:
        by_year[request.received_on.year].append(request)
    for year, batch in sorted(by_year.items()):
        numbers.give_many(batch, year)
