"""领导看板: the numbers of the figures, beside last year's; each opens to just what it counts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from huiyin.desk import comparing
from huiyin.figures import registry
from huiyin.figures.periods import LEAST, cautious
from huiyin.figures.registry import Ratio
from huiyin.figures.spreads import Length
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation

BOARD = "/desk/overview/"
DAY = date(2020, 11, 17)
AS_OF = f"{BOARD}?as_of={DAY}"


def cells(page):
    """Key of a figure → period → its cell."""
    groups = page.context["compared"].groups
    return {
        line.figure.key: {cell.period: cell for cell in line.cells}
        for group in groups
        for line in group.lines
    }


@pytest.fixture
def years(licence):
    """Of this day, this month and this year, and of the same days of the year before."""
    days = ("2020-11-17", "2020-11-03", "2020-02-03", "2019-11-17", "2019-12-01", "2019-01-05")
    for number, day in enumerate(map(date.fromisoformat, days)):
        licence(
            f"云城管许字〔2020〕{number}号", decided_on=day, published_on=day + timedelta(days=2)
        )


def test_each_period_stands_beside_the_same_days_of_last_year(desk, years):
    of = cells(desk("分管领导").get(AS_OF))["licensing.decided"]
    told = {name: (one.now.reading.value, one.before.reading.value) for name, one in of.items()}
    assert told == {"今天": (1, 1), "本月": (2, 1), "今年": (3, 2)}
    assert of["今年"].change == "+1"
    assert of["今天"].change == "持平"


def test_a_later_day_changes_nothing_of_an_earlier_one(desk, years, licence):
    client = desk("分管领导")
    before = cells(client.get(AS_OF))["licensing.decided"]
    licence("云城管许字〔2020〕90号", decided_on=date(2020, 12, 1))
    assert cells(client.get(AS_OF))["licensing.decided"] == before


def test_no_share_of_fewer_than_five(desk, years):
    of = cells(desk("分管领导").get(AS_OF))["licensing.published.on-time"]
    assert {one.now.reading.instead for one in of.values()} == {"没有记录", "不足5件，不计算"}


def test_the_cases_stand_beside_a_share(desk, licence):
    for number in range(LEAST):
        licence(f"云城管许字〔2020〕{number}号", decided_on=date(2020, 5, 6), published_on=DAY)
    page = desk("分管领导").get(AS_OF)
    value = cells(page)["licensing.published.on-time"]["今年"].now
    assert (value.reading.value, value.measured) == (0, LEAST)
    assert "5件" in page.content.decode()


def test_every_number_is_the_length_of_its_list(desk, years, application, request_):
    """Also of the months that are drawn: each address leads to so many records."""
    application(), request_()
    client = desk("信息公开负责人", "热线负责人", "行政审批负责人", "分管领导")
    opened = 0
    for board in (AS_OF, BOARD):
        page = client.get(board)
        for key, periods in cells(page).items():
            figure = registry.find(key)
            for one in [value for cell in periods.values() for value in (cell.now, cell.before)]:
                if not one.address or one.reading.is_empty or isinstance(figure, Ratio):
                    continue
                listed = client.get(one.address).context
                counted = one.measured if isinstance(figure, Length) else one.reading.value
                assert listed["count"] == counted, one.address
                opened += 1
        for address, text in _of_pictures(page):
            assert client.get(address).context["reading"].value == Decimal(text), address
            opened += 1
    assert opened > 40


def _of_pictures(page):
    tree = html.fromstring(page.content)
    links = tree.xpath("//details[contains(@class, 'chart__table')]//td/a")
    return [(link.get("href"), link.text_content().replace(",", "")) for link in links]


def test_a_confidential_case_is_counted_and_never_named(desk, request_, robot, now):
    secret = request_(is_confidential=True, subject="某路举报某单位")
    client = desk("分管领导")
    page = client.get(BOARD)
    address = cells(page)["hotline.received"]["今年"].now.address
    opened = client.get(address)
    assert (opened.context["count"], opened.context["kept"]) == (1, 1)
    for one in (page, opened):
        assert secret.reference not in one.content.decode()
        assert "某路举报某单位" not in one.content.decode()


def test_who_may_not_see_the_records_gets_the_number_alone(desk, years):
    value = cells(desk("主要负责人").get(AS_OF))["licensing.decided"]["今年"].now
    assert (value.reading.value, value.address) == (3, "")


@pytest.mark.parametrize("post", ["热线办理岗", "审计岗", "系统管理岗"])
def test_the_board_is_for_leaders(desk, post):
    client = desk(post)
    assert client.get(BOARD).status_code == 403
    assert "领导看板" not in client.get("/desk/").content.decode()


def test_agencies_below_are_added_up_and_gaps_named(desk, bureau, years):
    named = {"is_agency": True, "parent": bureau}
    Organisation.objects.create(name="水务局", short_name="水务", slug="swj", **named)
    Organisation.objects.create(
        name="数据局", short_name="数据", slug="sjj", founded_on=date(2021, 2, 1), **named
    )
    Organisation.objects.create(name="别的局", short_name="别的", slug="else", is_agency=True)
    client = desk("分管领导")
    page = client.get(f"{AS_OF}&agency=all")
    text = page.content.decode()
    assert "3 个机关合计" in text
    assert "水务局：没有记录" in text
    assert "数据局：2021年2月1日成立" in text
    assert "别的局" not in text
    assert cells(page)["licensing.decided"]["今年"].now.reading.value == 3
    assert client.get(f"{AS_OF}&agency=else").status_code == 404
    assert "个机关合计" not in client.get(f"{AS_OF}&agency=swj").content.decode()


def test_as_many_questions_for_one_agency_as_for_many(desk, bureau, years):
    client = desk("分管领导")

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    def below(number):
        return Organisation(
            name=f"局{number}", short_name=f"局{number}", slug=f"ju{number}", is_agency=True,
            parent=bureau,
        )  # fmt: skip

    Organisation.objects.bulk_create([below(0)])
    two = asked(f"{AS_OF}&agency=all")
    Organisation.objects.bulk_create([below(number) for number in range(1, 50)])
    assert asked(f"{AS_OF}&agency=all") == two
    assert two <= 60


def test_lights_lead_to_what_they_count(desk, request_, application):
    """Red by the rules of today; a green one opens nothing."""
    today = timezone.localdate()
    late, near, _calm = (request_() for _ in range(3))
    ServiceRequest.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=30))
    ServiceRequest.objects.filter(pk=near.pk).update(due_on=today + timedelta(days=1))
    client = desk("分管领导", "热线负责人")
    page = client.get(BOARD)
    lit = {one.room.key: one for one in page.context["lights"]}["hotline"]
    assert (lit.red, lit.yellow, lit.green) == (1, 1, 1)
    for name, matter in (("red", late), ("yellow", near)):
        opened = client.get(f"{BOARD}hotline/{name}/")
        assert [row.matter.pk for row in opened.context["rows"]] == [matter.pk]
    assert client.get(f"{BOARD}hotline/green/").status_code == 404
    assert "红灯" in page.content.decode()


def test_a_past_day_has_no_lights(desk, request_):
    request_()
    assert not desk("分管领导", "热线负责人").get(AS_OF).context["lights"]


@pytest.mark.parametrize("day", ["2020-02-31", "2999-01-01", "甲"])
def test_a_day_that_is_none_is_named(desk, day):
    page = desk("分管领导").get(f"{BOARD}?as_of={day}")
    assert len(page.context["asked"].ignored) == 1


def test_what_meant_something_else_is_not_compared(desk, years, monkeypatch):
    """Last year's number is by its own definition, and says so."""
    figure = registry.find("licensing.decided")
    earlier = registry.Earlier(1, date(2019, 12, 31), "原口径", figure.says)
    changed = cautious(
        type(figure)(
            "licensing.decided", figure.label, figure.unit, "新口径", figure.ledger, figure.says,
            version=2, earlier=(earlier,),
        )
    )  # fmt: skip
    monkeypatch.setitem(registry._figures, figure.key, changed)
    page = desk("分管领导").get(AS_OF)
    cell = cells(page)["licensing.decided"]["今年"]
    assert (cell.now.reading.value, cell.before.reading.value) == (3, 2)
    assert (cell.is_redefined, cell.change) == (True, "")
    assert "用于2019年12月31日及以前的统计期，不比较" in page.content.decode()


def test_the_board_shows_the_kinds_that_their_cards_name():
    assert {"foi", "hotline", "licensing", "disclosure", "proposals", "rectification"} <= set(
        comparing.shown()
    )
