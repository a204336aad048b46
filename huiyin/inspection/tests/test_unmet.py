"""What the reports say of inspections: the last one of the period, as of its last day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from huiyin.figures.registry import Scope
from huiyin.inspection import loading, running, unmet
from huiyin.measuring.base import Evidence, known, none_of
from huiyin.organisations.models import Organisation
from huiyin.reports import summary
from huiyin.reports.text import Noted, words

pytestmark = pytest.mark.django_db
CODES = ("home-update", "footer", "open-data")


@pytest.fixture
def inspect(site, robot, morning, monkeypatch):
    """`inspect(3, footer=2, open_data=1)`: three days on, with so many faults of each."""
    shipped = {code: loading.shipped()[code] for code in CODES}
    monkeypatch.setattr(loading, "shipped", lambda: shipped)

    def go(days, agency=None, **faults):
        for code in CODES:
            number = faults.get(code.replace("-", "_"), 0)
            outcome = none_of([Evidence("/", str(n)) for n in range(number)], "处")
            monkeypatch.setitem(
                known, shipped[code]["measure"], lambda ask, outcome=outcome: outcome
            )
        at = morning + timedelta(days=days)
        return running.run(running.start(actor=robot, at=at, agency=agency), at=at)

    return go


def labels(bureau, day=date(2026, 12, 31)):
    checked = unmet.last(Scope.year(bureau.pk, 2026, day))
    return checked and (checked.day, [(one.label, one.number) for one in checked.findings])


def test_the_last_of_the_period_and_nothing_later(inspect, bureau):
    assert labels(bureau) is None
    inspect(0, footer=2, home_update=1, open_data=4)
    inspect(5)
    assert labels(bureau, date(2026, 3, 2)) is None, "that was before"
    day, faults = labels(bureau, date(2026, 3, 7))
    assert (day, [number for _, number in faults]) == (date(2026, 3, 3), [1, 2])
    assert labels(bureau) == (date(2026, 3, 8), [])
    assert unmet.last(Scope.year(bureau.pk, 2025)) is None


def test_the_night_belongs_to_the_day_here(inspect, bureau, morning):
    """At half past midnight it is still yesterday in UTC."""
    local = timezone.localtime(morning)
    inspect((local.replace(hour=0, minute=30) - local) / timedelta(days=1), footer=1)
    assert labels(bureau, local.date() - timedelta(days=1)) is None
    assert labels(bureau, local.date())[0] == local.date()


def test_each_agency_has_its_own_where_there_are_several(inspect, bureau):
    other = Organisation.objects.create(name="别的局", short_name="别局", slug="bj", is_agency=True)
    inspect(0, footer=2)
    inspect(1, agency=other, footer=3)
    assert labels(bureau) is None
    assert labels(other)[0] == date(2026, 3, 4)


def test_the_summary_names_them_and_the_desk_leads_there(inspect, bureau):
    inspect(0, footer=2)
    report = summary.write(bureau, 2026, written_on=date(2026, 3, 31))
    problems = next(one for one in report.sections if one.key == "problems").paragraphs
    assert "信息发布质量有待提高，3月3日网站自查未达标的指标有“" in words(problems[0])
    led = [run for run in problems[0].runs if isinstance(run, Noted)]
    assert [(run.shown, run.address) for run in led] == [
        ("2处", "/desk/inspection/indicators/footer/")
    ]
