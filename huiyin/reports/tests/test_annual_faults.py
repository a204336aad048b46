"""What goes wrong around an annual report: a clock in another year, renamed keys, an agency that ended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind
from huiyin.disclosure.models import DocumentPage
from huiyin.figures import registry
from huiyin.foi.models import Application
from huiyin.licensing import actions as licensing
from huiyin.organisations.models import Organisation
from huiyin.reports import annual_reminding, frozen
from huiyin.reports.actions import annual
from huiyin.reports.annual.composing import compose
from huiyin.reports.annual.totals import total
from huiyin.reports.models import AnnualReport
from huiyin.reports.text import words
from huiyin.web.kept.page_cache import pages

from .annual_trial import AT, ROBOT, begun, column_for, complete

pytestmark = pytest.mark.django_db
TODAY = AT.date()
LATER = TODAY + timedelta(days=2)


class Night:
    def __init__(self, at):
        self.at = at


@pytest.mark.parametrize("year", [2023, 2025], ids=["before its year", "within its year"])
def test_a_clock_that_went_back_ends_nothing(bureau, year):
    """The report is of a year that is not over: it can be read and written, and not handed on."""
    report, past = complete(begun(bureau)), AT.replace(year=year)
    assert "统计期还没有结束" in annual.incomplete(report, past.date())
    checked = annual.submit(report, actor=ROBOT, at=AT)
    assert "统计期还没有结束" in annual.changed(checked, past.date())


def test_a_clock_in_the_future_begins_a_report_that_waits(bureau):
    column_for(bureau, AT)
    future = AT.replace(year=2035, month=1)
    annual_reminding.due(Night(future))(bureau)
    report = AnnualReport.objects.get()
    assert (report.year, report.due_on) == (2034, date(2035, 1, 31))
    assert "统计期还没有结束" in annual.incomplete(report, TODAY)
    assert annual.void(report, actor=ROBOT, at=AT, reason="服务器时钟有误").state == "voided"
    annual_reminding.due(Night(AT.replace(month=1)))(bureau)
    assert AnnualReport.objects.valid().get().year == 2025


def test_an_agency_that_ended_in_july(bureau):
    heir = Organisation.objects.create(name="云溪市住建局", slug="zjj", is_agency=True)
    Organisation.objects.filter(pk=bureau.pk).update(ended_on=date(2025, 7, 1), successor=heir)
    bureau.refresh_from_db()
    column_for(bureau, AT)
    annual_reminding.due(Night(AT.replace(month=1)))(bureau)
    assert not AnnualReport.objects.exists(), "nobody is left to be reminded"
    opening = words(compose(bureau, 2025, today=TODAY).report.opening[0])
    assert "（本机关2025年7月1日撤销，由云溪市住建局承接）" in opening
    there = Organisation.objects.agencies().there(date(2025, 1, 1), date(2025, 12, 31))
    assert [part.name for part in total(there, 2025, TODAY).missing] == [bureau.name, heir.name]
    after = Organisation.objects.agencies().there(date(2026, 1, 1), date(2026, 12, 31))
    assert list(after) == [heir]


def test_received_in_the_last_minute_and_amended_in_february(bureau):
    """The year of an application is that of its day of receipt, whatever is mended later."""
    record = Application.objects.create(
        agency=bureau, reference="SQ-1", channel="online", applicant_kind="person",
        applicant_name="甲", description="乙", received_on=date(2025, 12, 31), state="received",
    )  # fmt: skip
    before = compose(bureau, 2025, today=TODAY).values
    Application.objects.filter(pk=record.pk).update(applicant_kind="company")
    after = compose(bureau, 2025, today=TODAY).values
    assert [(before[key], after[key]) for key in ("r1.person", "r1.company", "r1.total")] == [
        (1, 0), (0, 1), (1, 1),
    ]  # fmt: skip
    assert compose(bureau, 2026, today=TODAY).values["r2.company"] == 1


@pytest.fixture
def frozen_report(bureau, licence, person):
    column_for(bureau, AT)
    licence("许〔2025〕1号", decided_on=date(2025, 5, 6))
    licence("许〔2025〕2号", decided_on=date(2025, 5, 7))
    report = annual.submit(complete(begun(bureau)), actor=ROBOT, at=AT)
    return annual.freeze(annual.check(report, actor=ROBOT, at=AT), actor=person, at=AT)


@pytest.fixture
def person(bureau):
    user = User.objects.create_user("qicao", name="施婉清")
    rights = frozenset({"reports.write_annual", "editorial.draft"})
    return Actor(ActorKind.PERSON, user.name, str(user.pk), "", {bureau.pk: rights})


def test_a_key_that_was_renamed_is_still_recounted(frozen_report, monkeypatch):
    figure = registry.find("licensing.decided")
    renamed = replace(figure, key="licensing.granted", was=("licensing.decided",))
    monkeypatch.delitem(registry._figures, "licensing.decided")
    monkeypatch.setitem(registry._figures, "licensing.granted", renamed)
    monkeypatch.setitem(registry._renamed, "licensing.decided", "licensing.granted")
    licence = licensing.workflow.model.objects.get(reference="许〔2025〕1号")
    licensing.void(licence, actor=ROBOT, at=AT + timedelta(days=1), reason="重复录入")
    told = {one.frozen.key: one for one in frozen.recounts(frozen_report.published, LATER)}
    recount = told["licensing.decided"]
    assert (recount.frozen.value, recount.value) == ("2", "1")
    assert [(d.row.reference, d.is_new, d.entry.verb) for d in recount.differences] == [
        ("许〔2025〕1号", False, "licensing.licence.void")
    ]


@time_machine.travel(AT + timedelta(days=2), tick=False)
def test_the_public_page_of_a_figure_tells_both_values(client, frozen_report):
    page = "/reports/2025/figures/licensing.decided/"
    assert "发布过的数值" not in client.get(page).content.decode(), "not public yet"
    DocumentPage.objects.filter(pk=frozen_report.published.document_id).update(live=True)
    pages.clear()
    assert [(one.now, one.is_same) for one in client.get(page).context["stood"]] == [("2", True)]
    first, second = licensing.workflow.model.objects.order_by("reference")
    licensing.publish(first, actor=ROBOT, at=AT)
    licensing.amend(
        first, actor=ROBOT, at=AT + timedelta(days=1), values={"decided_on": date(2024, 5, 6)}
    )
    licensing.void(second, actor=ROBOT, at=AT + timedelta(days=1), reason="重复录入")
    pages.clear()
    (one,) = client.get(page).context["stood"]
    assert (one.frozen.value, one.now, one.others) == ("2", "0", 1)
    assert [line.number for line in one.removed] == ["许〔2025〕1号"]
