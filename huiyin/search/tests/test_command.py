"""`huiyin search …`."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from huiyin.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents(db):
    index.put(
        index.Document(
            key=f"document:{year}",
            url=f"/i/{year}11-00029",
            title=f"{year}年<建筑垃圾>处置",
            body="依法核准。",
            published_on=date(year, 11, 23),
            agency="cgj",
            index_number=f"{year}11-00029",
        )
        for year in (2019, 2020)
    )


def output(capsys, *arguments):
    call_command("search", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_one_json_document_without_markup(capsys):
    assert output(capsys, "建筑垃圾", "--limit", "1") == {
        "total": 2,
        "hits": [
            {
                "url": "/i/202011-00029",
                "title": "2020年<建筑垃圾>处置",
                "index_number": "202011-00029",
                "snippet": "依法核准。",
                "score": 10.0,
            }
        ],
    }


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        pytest.param(["agency=cgj"], 2, id="agency"),
        pytest.param(["agency=other"], 0, id="another agency"),
        pytest.param(["year=2019"], 1, id="a year"),
        pytest.param(["since=2020-01-01", "until=2020-12-31"], 1, id="a period"),
        pytest.param(["order=date"], 2, id="order"),
    ],
)
def test_filters(capsys, filters, total):
    arguments = [part for text in filters for part in ("--filter", text)]
    assert output(capsys, "核准", *arguments)["total"] == total


@pytest.mark.parametrize(
    "text",
    ["agency", "agency=", "colour=red", "since=昨天", "year=20x", "year=99999", "order=best"],
)
def test_a_wrong_filter_is_wrong_usage(capsys, text):
    with pytest.raises(SystemExit) as ended:
        call_command("search", "核准", "--filter", text)
    assert ended.value.code == 2
    assert text in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1001"])
def test_a_wrong_limit_is_wrong_usage(limit):
    with pytest.raises(CommandError, match="--limit"):
        call_command("search", "核准", f"--limit={limit}")


def test_words_for_people(capsys):
    call_command("search", "核准")
    output = capsys.readouterr()
    assert "2020年<建筑垃圾>处置" in output.out
    assert "共 2 条" in output.err


def test_nothing_found_is_no_fault(capsys):
    assert output(capsys, "？") == {"total": 0, "hits": []}
