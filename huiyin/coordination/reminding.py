"""夜间提醒: dates that people must know of, in one letter a night to a person of an agency.

An app declares a source. Once a night a source is asked what there is to tell, and then of each
agency in turn for its parts. What it notes in order to tell nothing twice is committed together
with the letters. A source that fails is tried again and holds back none of the others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.jobs.rows import Walk, named
from huiyin.notices.actions import queue
from huiyin.organisations.models import Organisation

JOB = "huiyin.coordination.tasks.remind"
T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """Lines under a heading that a source has for one person (by key), about `count` dates."""

    person: int
    heading: str
    lines: tuple[str, ...]
    count: int = 1


OfAgency = Callable[[Organisation], Iterable[Part]]
Source = Callable[[Walk], OfAgency]
_sources: dict[str, Source] = {}


def declare(key: str, source: Source) -> None:
    """Ask this source each night, in the order of declaration."""
    _sources[key] = source


def remind(*, at: datetime) -> tuple[int, int]:
    """Write the letters of this night: (number of parts, number of letters).

    Run again the same night it finds nothing to tell.
    """
    walk = Walk(JOB, at)
    asked = [
        (key, of_agency)
        for key, source in _sources.items()
        for of_agency in _tried(walk, f"提醒 {key}", partial(source, walk))
    ]
    agencies = Organisation.objects.agencies()
    counts = walk.each(agencies, lambda agency: _remind(agency, asked, walk))
    walk.forget()
    return sum(parts for parts, _ in counts), sum(letters for _, letters in counts)


def _tried(walk: Walk, name: str, act: Callable[[], T]) -> list[T]:
    """What it returned, in a transaction of its own; nothing where it failed."""
    return walk.each([act], lambda one: one(), name=lambda one: name)


def _remind(agency: Organisation, asked: list[tuple[str, OfAgency]], walk: Walk) -> tuple[int, int]:
    by_person: dict[int, list[Part]] = defaultdict(list)
    for key, of_agency in asked:
        name = f"{named(agency)} 提醒 {key}"
        for parts in _tried(walk, name, partial(_parts, of_agency, agency)):
            for part in parts:
                by_person[part.person].append(part)
    return sum(map(len, by_person.values())), _write(agency, by_person, walk.at)


def _parts(of_agency: OfAgency, agency: Organisation) -> list[Part]:
    return list(of_agency(agency))


def _write(agency: Organisation, by_person: dict[int, list[Part]], at: datetime) -> int:
    """One letter to each mail address; people who share an address get one together."""
    by_address: dict[str, list[Part]] = {}
    for person in (
        User.objects.filter(pk__in=by_person, is_active=True).exclude(email="").order_by("pk")
    ):
        parts = by_address.setdefault(person.email, [])
        texts = {(part.heading, part.lines) for part in parts}
        parts += [part for part in by_person[person.pk] if (part.heading, part.lines) not in texts]
    for address, parts in by_address.items():
        queue("email", address, _subject(parts), _body(agency, parts, at), about=agency, at=at)
    return len(by_address)


def _subject(parts: list[Part]) -> str:
    headings = {part.heading for part in parts}
    what = headings.pop() if len(headings) == 1 else "办理期限提醒"
    return f"{what}（{sum(part.count for part in parts)} 项）"


def _body(agency: Organisation, parts: list[Part], at: datetime) -> str:
    lines: list[str] = []
    start = f"{agency.name} {timezone.localdate(at)} "
    for heading in dict.fromkeys(part.heading for part in parts):
        lines += [f"{'' if lines else start}{heading}：", ""]
        for part in parts:
            if part.heading == heading:
                lines += [*part.lines, ""]
    return "\n".join([*lines, "请登录工作台“我的待办”办理。"])
