"""The public guide: the conditions that are judged, the rows of the day, where to go, blank papers."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from huiyin.credit import conditions
from huiyin.credit.actions import TERMS, register
from huiyin.penalties.models import CreditBand, CreditRule
from huiyin.penalties.terms_desk import BANDS, RULES
from huiyin.web.kept import memory, page_cache

from . import trial

pytestmark = pytest.mark.django_db
ADDRESS, PAPERS = "/credit-repair/", "/credit-repair/papers/"


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    page_cache.pages.clear()
    yield
    page_cache.pages.clear()


def told(client, address=ADDRESS):
    return html.fromstring(client.get(address).content)


def cells(page):
    return [[cell.text_content() for cell in row.xpath("td")] for row in page.xpath("//tbody/tr")]


def test_the_guide_tells_the_conditions_that_are_judged(client, bureau, robot, morning):
    matter = register(trial.repair(trial.published(bureau, morning)), actor=robot, at=morning)
    judged = [one.label for one in conditions.of(matter, morning.date())]
    assert told(client).xpath("//dl[contains(@class, 'summary')]//dt/text()") == judged
    assert [one.key for one in conditions.of(matter, morning.date())] == [*conditions.ASKED]


def test_the_periods_are_those_of_today(client, robot, settings):
    today = timezone.localdate()
    CreditRule.objects.all().delete()
    for level, least, most in (("minor", 0, 3), ("ordinary", 4, 13), ("serious", 0, 0)):
        values = {"level": level, "shortest": least, "longest": most}
        basis = "办法（第1号）：原则上不公示（据转载，请核对）"
        CreditRule.objects.create(**values, valid_from=date(2020, 1, 1), basis=basis)
    rows = cells(told(client))
    assert [row[2:4] for row in rows] == [
        ["没有，履行义务后即可申请", "3个月"], ["4个月", "13个月"], ["不公示", "不公示"],
    ]  # fmt: skip
    assert rows[0][4] == "办法（第1号）：原则上不公示，2020年1月1日起执行"
    RULES.set(
        actor=robot, at=timezone.now(), level="ordinary", shortest=5, longest=14,
        valid_from=today, basis="新办法",
    )  # fmt: skip
    assert cells(told(client))[1][2:4] == ["5个月", "14个月"]


def test_amounts_and_terms_of_the_place_are_told_at_once(client, robot):
    now, today = timezone.now(), timezone.localdate()
    assert "起为巨额" not in told(client).text_content()
    BANDS.set(
        actor=robot, at=now, holder=CreditBand._meta.get_field("holder").choices[0][0],
        ordinary_from=5000, serious_from=90000, valid_from=today, basis="本省规定",
    )  # fmt: skip
    TERMS.set(
        actor=robot, at=now, step="decide", length=17, unit="工作日", valid_from=today, basis="本市规定",
    )  # fmt: skip
    page = told(client).text_content()
    assert "90,000元起为巨额" in page
    assert "自受理起17个工作日以内" in page


def test_it_says_where_to_go_for_what_is_on_view(client, bureau, morning):
    bureau.address, bureau.telephone = "云溪大道1号", "0550-0000000"
    bureau.save()
    assert "现在没有正在公示的行政处罚" in told(client).text_content()
    record = trial.published(bureau, morning)
    page = told(client).text_content()
    assert bureau.name in page
    assert "云溪大道1号" in page
    for address in (f"/penalties/{record.pk}/", "/penalties/", f"/subjects/{record.holder_uscc}/"):
        assert told(client, address).xpath(f"//main//a[@href='{ADDRESS}']"), address


def test_it_is_found(client):
    assert told(client, "/sitemap/").xpath(f"//a[@href='{ADDRESS}']")
    assert f"{ADDRESS}</loc>" in client.get("/sitemap/pages.xml").content.decode()
    assert told(client).xpath(f"//a[@href='{PAPERS}']")


def test_blank_papers_name_nobody_and_every_material(client, bureau, morning):
    record = trial.published(bureau, morning)
    page = told(client, PAPERS)
    titles = [title.text for title in page.xpath("//article/h2")]
    assert titles == ["信用修复申请书", "信用修复承诺书"]
    assert "□ 纠正失信行为的证明" in page.text_content()
    assert record.holder_name not in page.text_content()


def test_few_queries_and_next_to_none_once_it_is_kept(
    client, bureau, morning, django_assert_max_num_queries
):
    trial.published(bureau, morning)
    with django_assert_max_num_queries(30):
        client.get(ADDRESS)
    with django_assert_max_num_queries(1):
        client.get(ADDRESS)


@pytest.mark.parametrize("address", [ADDRESS, PAPERS])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_sent_here(db, address, method):
    assert getattr(Client(), method)(address).status_code == 405
