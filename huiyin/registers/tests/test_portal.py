"""Public pages: every state, how many queries, what is typed into them, and the opinions form."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from huiyin.registers.actions import budgets, decisions, officers, powers
from huiyin.registers.models import Opinion
from huiyin.web.kept.page_cache import pages

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.localtime()


@pytest.fixture
def everything(power, officer, sheet, consulting, robot, now):
    """One public record of each register."""
    return {
        "powers": power(),
        "officers": officer(valid_until=now.date() + 300 * DAY),
        "budgets": budgets.publish(sheet(), actor=robot, at=now),
        "decisions": consulting(at=now),
    }


@pytest.mark.parametrize(
    ("kind", "queries"), [("powers", 6), ("officers", 6), ("budgets", 9), ("decisions", 7)]
)
def test_lists_cost_the_same_however_long(
    everything, power, officer, consulting, now, kind, queries, django_assert_max_num_queries
):
    for serial in range(4):
        power(f"CF-1{serial}")
        officer(f"34000{serial}", valid_until=now.date() + 300 * DAY)
        consulting(at=now, name=f"方案{serial}")
    Client().get("/officers/?page=1")  # site, profile and content types are known now
    pages.clear()
    with django_assert_max_num_queries(queries):
        assert Client().get(f"/{kind}/").status_code == 200


@pytest.mark.parametrize("kind", ["powers", "budgets", "decisions"])
def test_a_page_has_its_tags_and_the_way_back(everything, kind):
    page = Client().get(f"/{kind}/{everything[kind].pk}/").content.decode()
    for tag in ("SiteName", "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"):
        assert f'<meta name="{tag}" content="' in page
    assert page.count(f'href="/{kind}/"') >= 2


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("kind", ["powers", "officers", "budgets", "decisions"])
def test_downloads_hold_the_same_rows(everything, kind, form):
    response = Client().get(f"/{kind}.{form}")
    body = response.getvalue()
    if form == "csv":
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    elif form == "json":
        items = json.loads(body)
        rows = [list(items[0]), *(list(row.values()) for row in items)]
    else:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert len(rows) == (7 if kind == "budgets" else 2)
    assert all(len(row) == len(rows[0]) for row in rows)
    assert "attachment" in response["Content-Disposition"]


def test_no_formula_in_a_download(power):
    power(name="=HYPERLINK(1)")
    assert "'=HYPERLINK" in Client().get("/powers.csv").getvalue().decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/powers/?category=x", 404),
        ("/powers/?category=行政许可", 200),
        ("/powers/?q=%00", 400),
        ("/powers/?q=%27%22<script>", 200),
        ("/powers/?on=2026-13-01", 404),
        ("/powers/?on=0001-01-01", 404),
        ("/powers/?on=now", 404),
        ("/powers/?page=9", 404),
        ("/powers/?page=-1", 404),
        ("/powers/?agency=none", 404),
        ("/powers/?agency=cgj", 200),
        ("/powers/999999/", 404),
        ("/powers.pdf", 404),
        ("/officers/?q=%25_", 200),
        ("/officers/?category=%00", 400),
        ("/officers/?page=１", 404),
        ("/budgets/?year=20x4", 404),
        ("/budgets/?year=1950", 404),
        ("/budgets/?year=2024", 200),
        ("/budgets/999999/", 404),
        ("/decisions/?year=0000", 404),
        ("/decisions/?category=draft", 404),
        ("/decisions/?category=consulting", 200),
        ("/decisions/999999/thanks/?number=YJ", 404),
    ],
)
def test_what_is_typed_into_an_address(everything, address, status):
    response = Client().get(address)
    assert response.status_code == status
    assert b'<script>"' not in response.content


def test_what_is_not_public_is_not_there(power, officer, sheet, decision, robot, morning):
    hidden = {
        "powers": powers.void(power(), actor=robot, at=morning, reason="错"),
        "budgets": sheet(),
        "decisions": decision(),
    }
    officers.void(officer(), actor=robot, at=morning, reason="错")
    client = Client()
    for kind, record in hidden.items():
        assert client.get(f"/{kind}/{record.pk}/").status_code == 404
        assert client.get(f"/{kind}/").status_code == 200
    assert json.loads(client.get("/officers.json").getvalue()) == []


def test_a_change_is_seen_at_once(everything, robot, now, settings):
    settings.PAGE_CACHE_SECONDS = 60
    client, address = Client(), f"/powers/{everything['powers'].pk}/"
    assert "法规处" not in client.get(address).content.decode()
    amended = powers.amend(
        everything["powers"], actor=robot, at=now, values={"department": "法规处"}
    )
    powers.approve(amended, actor=robot, at=now)
    pages._looked_at = 0.0  # the half second has passed
    assert "法规处" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("consulting", "提交意见"),
        ("ended", "正在整理"),
        ("feedback", "前（含当日）在本页公布"),
        ("terminated", "上位政策变化"),
    ],
)
def test_a_matter_in_each_state(consulting, robot, now, state, shown):
    since = now if state in ("consulting", "terminated") else now - 40 * DAY
    decision = consulting(at=since)
    if state == "feedback":
        decisions.close(decision, actor=robot, at=now)
    if state == "terminated":
        decision = decisions.propose_end(decision, actor=robot, at=now, reason="上位政策变化")
        decisions.terminate(decision, actor=robot, at=now)
    page = Client().get(f"/decisions/{decision.pk}/").content.decode()
    assert shown in page
    assert ('<form method="post"' in page) is (state == "consulting")


def send(decision, client=None, **values):
    typed = {"text": "建议第一个小时免费。"} | values
    return (client or Client()).post(f"/decisions/{decision.pk}/", typed)


def test_an_opinion_is_taken_and_thanked_for(consulting, now):
    decision = consulting(at=now)
    first = send(decision, name="周示例")
    assert first.status_code == 302
    said = Opinion.objects.get()
    assert (said.name, said.decision) == ("周示例", decision)
    thanks = Client().get(first["Location"]).content.decode()
    assert said.reference in thanks
    assert "周示例" not in thanks
    assert "建议第一个小时" not in Client().get(f"/decisions/{decision.pk}/").content.decode()


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "   "}, 422),
        ({"text": "长" * 3001}, 422),
        ({"name": "长" * 61}, 422),
        ({"contact": "1" * 101}, 422),
        ({"text": "\x00坏"}, 400),
        ({"text": "<script>alert(1)</script>"}, 302),
        ({"text": "'; DROP TABLE x; --"}, 302),
    ],
)
def test_what_is_typed_into_the_form(consulting, now, values, status):
    decision = consulting(at=now)
    response = send(decision, **values)
    assert response.status_code in ({status, 422} if status == 400 else {status})
    assert Opinion.objects.exists() is (status == 302)
    if status == 422 and values.get("text", "").strip():
        assert values["text"] in response.content.decode()  # nothing typed is lost


def test_too_late_is_said_and_nothing_is_stored(consulting, now):
    decision = consulting(at=now - 40 * DAY)
    response = send(decision)
    assert response.status_code == 409
    assert "已经截止" in response.content.decode()
    assert not Opinion.objects.exists()


def test_a_foreign_form_is_refused(consulting, now):
    decision = consulting(at=now)
    assert send(decision, Client(enforce_csrf_checks=True)).status_code == 403


def test_the_open_page_is_not_kept_and_the_closed_one_is(consulting, now, settings):
    settings.PAGE_CACHE_SECONDS = 60
    open_, closed = consulting(at=now), consulting(at=now - 40 * DAY, name="旧方案")
    assert "ETag" not in Client().get(f"/decisions/{open_.pk}/").headers
    assert "ETag" in Client().get(f"/decisions/{closed.pk}/").headers
