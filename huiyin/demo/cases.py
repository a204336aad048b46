"""Who works on the requests of a demonstration year, and the course that each of them takes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation

from .clock import office_hour
from .topics import Topic


@dataclass(frozen=True)
class Office:
    """The staff who work on the requests, and the units that handle them."""

    agency: Organisation
    clerk: Actor
    head: Actor
    units: dict[str, Organisation]
    handlers: dict[str, Actor]
    """Who handles the tasks of a unit, by its slug."""
    until: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.until)


@dataclass(frozen=True)
class Case:
    """A request with its topic and facts; its course follows from its number."""

    request: ServiceRequest
    topic: Topic
    facts: dict[str, object]
    number: str
    limit: int

    @property
    def answer(self) -> str:
        return self.topic.answer.format(**self.facts)


@dataclass(frozen=True)
class Course:
    """The moment of each step, one after the other, in office hours."""

    registered: datetime
    assigned: datetime
    answered: datetime
    rated: datetime
    satisfaction: str

    @property
    def signed(self) -> datetime:
        """Minutes after the unit got it."""
        return self.assigned + self._minutes

    @property
    def called(self) -> datetime:
        """Minutes after it was signed."""
        return self.signed + self._minutes / 2

    @property
    def drafted(self) -> datetime:
        """On the day of the answer, before it."""
        day = timezone.localdate(self.assigned)
        if self.answered_on == day:
            return self.signed + self._minutes
        return office_hour(Random(f"drafted {self.answered}"), self.answered_on, 0, 4)

    @property
    def _minutes(self) -> timedelta:
        return min(timedelta(minutes=5), (self.answered - self.assigned) / 3)

    @property
    def answered_on(self) -> date:
        return timezone.localdate(self.answered)

    @property
    def rated_on(self) -> date:
        return timezone.localdate(self.rated)
