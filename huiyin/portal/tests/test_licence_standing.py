"""效力: what a licence is good for is a fact of the day, the same at every door."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from huiyin.casework.rooms import find
from huiyin.ingest import ledgers
from huiyin.licensing.actions import cancel, revoke
from huiyin.licensing.models import Licence, Standing

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = timezone.localdate
PUBLISHED = date(2020, 5, 7)


@pytest.mark.parametrize(
    ("begins", "ends", "standing"),
    [
        pytest.param(-400, -1, Standing.EXPIRED, id="over since yesterday"),
        pytest.param(-400, 0, Standing.IN_FORCE, id="its last day"),
        pytest.param(0, 30, Standing.IN_FORCE, id="its first day"),
        pytest.param(1, 30, Standing.AHEAD, id="from tomorrow"),
    ],
)
def test_the_day_decides_at_every_door(client, licence, begins, ends, standing):
    today = TODAY()
    record = licence(
        valid_from=today + begins * DAY, valid_to=today + ends * DAY, published_on=PUBLISHED
    )
    assert record.standing_on(today) == standing
    assert Licence.objects.with_standing(today).get().standing == standing
    assert find("licences").state_of(record) == standing.label
    for address in ("/licences/", f"/licences/?validity={standing}", f"/licences/{record.pk}/"):
        page = client.get(address).content.decode()
        assert record.reference in page, address
        if standing != Standing.IN_FORCE:
            assert standing.label in page, address
    assert _downloads(client, "") == {standing.label}
    others = [value for value in Standing.values if value != standing]
    assert not any(_downloads(client, f"?validity={value}") for value in others)


def _downloads(client, query):
    """当前状态 as the three files tell it."""

    def body(form):
        return client.get(f"/licences.{form}{query}").getvalue()

    (sheet,) = CalamineWorkbook.from_filelike(io.BytesIO(body("xlsx"))).sheet_names
    head, *rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(body("xlsx")))
        .get_sheet_by_name(sheet)
        .to_python()
    )
    standings = {row[head.index("当前状态")] for row in rows}
    table = csv.DictReader(io.StringIO(body("csv").decode("utf-8-sig")))
    assert {row["当前状态"] for row in table} == standings
    assert {row["当前状态"] for row in json.loads(body("json"))} == standings
    return standings


def test_query_and_record_agree_on_every_day(licence, robot, morning):
    dates = {"valid_from": date(2026, 1, 10), "valid_to": date(2026, 2, 10)}
    plain = licence("云城管许字〔2026〕1号", **dates)
    revoke(licence("云城管许字〔2026〕2号", **dates), actor=robot, at=morning, reason="错")
    cancel(licence("云城管许字〔2026〕3号", **dates), actor=robot, at=morning, reason="迁出")
    licence("云城管许字〔2026〕4号", status_code="2", **dates)
    for day in (date(2026, 1, 9), date(2026, 1, 10), date(2026, 2, 10), date(2026, 2, 11)):
        for one in Licence.objects.with_standing(day):
            assert one.standing == one.standing_on(day), (one, day)
    assert plain.standing_on(date(2026, 2, 11)) == Standing.EXPIRED


def test_the_counts_of_the_filter_are_those_of_the_list(client, licence):
    today = TODAY()
    for number, ends in enumerate((-30, -20, 40), start=1):
        licence(
            f"云城管许字〔2026〕{number}号", valid_from=today - 50 * DAY, valid_to=today + ends * DAY,
            published_on=PUBLISHED,
        )  # fmt: skip
    filters = {item["name"]: item["values"] for item in client.get("/licences/").context["filters"]}
    assert filters["validity"] == [
        ("in-force", "有效", 1),
        ("expired", "已过有效期", 2),
    ]
    for value, _, count in filters["validity"]:
        assert client.get(f"/licences/?validity={value}").context["paging"].total == count
    assert client.get("/licences/?validity=unheard-of").status_code == 404


def test_the_ledger_tells_the_status_of_the_day_and_takes_it_back(licence, bureau, robot, morning):
    licence(valid_to=TODAY() - DAY, valid_from=TODAY() - 9 * DAY)
    stream = io.BytesIO()
    ledgers.export("licences", Licence.objects.all(), stream, "json")
    assert json.loads(stream.getvalue())[0]["当前状态"] == "2"
    stream = io.BytesIO()
    ledgers.export("licences", Licence.objects.all(), stream, "xlsx")
    stream.seek(0)
    result = ledgers.import_file(
        "licences", stream, name="台账.xlsx", agency=bureau, actor=robot, at=timezone.now()
    )
    assert (result.unchanged, result.updated, result.rejected) == (1, 0, [])


def test_numbers_and_days_are_such_in_a_workbook(client, licence):
    licence(published_on=date(2020, 5, 7))
    body = client.get("/licences.xlsx").getvalue()
    head, row = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    for name in ("许可决定日期", "有效期自", "有效期至", "公示日期"):
        assert isinstance(row[head.index(name)], date), name
