"""What the rules are asked of, and the table of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.demo import clock
from huiyin.disclosure.models import DocumentPage
from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """The demonstration as of a moment, and the year with which it begins."""

    now: datetime
    since: int = 2020

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @cached_property
    def agency(self) -> Organisation:
        return Organisation.objects.agencies().get()

    @cached_property
    def documents(self) -> list[DocumentPage]:
        return list(DocumentPage.objects.live().order_by("published_at"))

    @cached_property
    def slugs(self) -> dict[int, str]:
        return {page.pk: page.get_parent().slug for page in self.documents}

    @cached_property
    def entries(self) -> list[Entry]:
        """All but the one with which the log itself begins."""
        return list(Entry.objects.exclude(verb="audit.open").order_by("pk"))

    def of_column(self, slug: str) -> list[DocumentPage]:
        return [page for page in self.documents if self.slugs[page.pk] == slug]


Rule = Callable[[Seen], Iterator[str]]
RULES: dict[str, Rule] = {}


def rule(check: Rule) -> Rule:
    RULES[check.__name__] = check
    return check


def local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def in_office_hours(moment: datetime) -> bool:
    here = local(moment)
    return calendar().is_workday(here.date()) and any(
        first <= here.time() < last for first, last in clock.HOURS
    )
