"""The agency, the year and the day of a summary, the same for each of its pages."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from huiyin.figures.scope import BeforeThePeriodError, DayError, day_asked
from huiyin.organisations.actors import acting
from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation
from huiyin.reports.composing import FIRST_YEAR, Composed, compose


def choice(request: HttpRequest, slug: str | None = None) -> Choice:
    """One of the agencies for which the signed-in person acts."""
    return choose(request, Organisation.objects.agencies().of(acting(request)), slug)


@dataclass(frozen=True)
class Asked:
    """The values from the address or the form."""

    choice: Choice
    year: int
    as_of: date | None
    today: date

    @property
    def agency(self) -> Organisation:
        return self.choice.agency

    @property
    def query(self) -> str:
        return self._query()

    @property
    def without_annex(self) -> str:
        return self._query(annex="no")

    def _query(self, **more: str) -> str:
        return self.choice.query(as_of=self.as_of.isoformat() if self.as_of else "", **more)

    @property
    def page(self) -> str:
        return reverse("summary", args=[self.year]) + self.query

    @property
    def crumb(self) -> str:
        return f"{self.year}年工作总结"

    @property
    def last_day(self) -> date:
        return min(self.today, date(self.year, 12, 31))

    @property
    def years(self) -> list[tuple[int, str]]:
        """The adjacent years that have begun, with their pages."""
        beside = [self.year - 1, self.year + 1]
        query = self.choice.query()
        return [
            (year, reverse("summary", args=[year]) + query)
            for year in beside
            if FIRST_YEAR <= year <= self.today.year
        ]

    def composed(self) -> Composed:
        """Raises Http404: on that day the year had not begun."""
        try:
            return compose(self.agency, self.year, today=self.today, as_of=self.as_of)
        except BeforeThePeriodError as early:
            raise Http404("没有这一天的报告") from early


def today_in(year: int) -> date:
    """Today, where there can be a report of that year.

    Raises:
        Http404: there cannot.
    """
    today = timezone.localdate()
    if not FIRST_YEAR <= year <= today.year:
        raise Http404("没有这个年度的报告")
    return today


def asked(request: HttpRequest, year: int, agency: str | None = None) -> Asked:
    """`agency` is the one in the address.

    Raises:
        Http404: no such year, day or agency.
    """
    today = today_in(year)
    text = request.POST.get("as_of") or request.GET.get("as_of", "")
    try:
        as_of = day_asked(text)
    except DayError as error:
        raise Http404("没有这一天的报告") from error
    return Asked(choice(request, agency), year, as_of, today)
