"""The pages: what is offered, what there is not, and how often the database is asked."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.licensing import actions
from huiyin.opendata import others
from huiyin.web.kept.page_cache import pages
from huiyin.web.publiclists import declared

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def shown(licence, robot, morning):
    return actions.publish(licence(), actor=robot, at=morning)


def test_every_list_with_files_is_a_series_without_a_line_of_its_own():
    keys = [series.key for series in others.every()]
    assert {of.key for of in declared() if of.heads} < set(keys)
    assert len(keys) == len(set(keys))


def test_codes_are_ascii_and_said_once():
    for series in others.every():
        names = [column.name for column in series.columns]
        assert len(names) == len(set(names)), series.key
        assert all(name.isascii() and name for name in names), series.key


@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param("/data/", 200, id="the catalogue"),
        pytest.param("/data/?words=许可", 200, id="words"),
        pytest.param("/data/?theme=办事服务", 200, id="a theme"),
        pytest.param("/data/?theme=没有", 404, id="no theme"),
        pytest.param("/data/licences/", 200, id="a series"),
        pytest.param("/data/nothing/", 404, id="no series"),
        pytest.param("/data/penalties/", 404, id="a series without records"),
        pytest.param("/data/licences/2020/", 200, id="a dataset"),
        pytest.param("/data/licences/1999/", 404, id="a year without records"),
        pytest.param("/data/licences/all/", 404, id="no years where there are years"),
        pytest.param("/data/licences/2020.csv", 200, id="a file"),
        pytest.param("/data/licences/2020.schema.json", 200, id="its schema"),
        pytest.param("/data/licences/2020.csv-metadata.json", 200, id="its description"),
        pytest.param("/data/licences/2020.exe", 404, id="no such form"),
        pytest.param("/data/licences/2020.answer.json", 404, id="what is kept beside the files"),
        pytest.param("/data/catalog.ttl", 200, id="turtle"),
        pytest.param("/data/catalog.jsonld", 200, id="json-ld"),
        pytest.param("/data/catalog.xml", 404, id="no such catalogue"),
    ],
)
def test_addresses(address, status, shown, client):
    assert client.get(address).status_code == status


def test_words_narrow_the_catalogue(shown, client):
    page = client.get("/data/?words=许可").content.decode()
    assert 'href="/data/licences/"' in page
    assert "没有符合这些条件" in client.get("/data/?words=没有这种").content.decode()


def test_an_empty_site_says_so(db, client, monkeypatch):
    monkeypatch.setattr("huiyin.opendata.portal.every", list)
    assert "还没有公开的数据" in client.get("/data/").content.decode()


def test_the_page_shows_size_digest_columns_and_terms(shown, client):
    page = client.get("/data/licences/2020/").content.decode()
    digest = client.get("/data/licences/2020.csv")["ETag"].strip('"')
    for text in (
        digest,
        "行政许可决定文书号",
        "decided_on",
        "没有设定开放许可",
        "共 <strong>1</strong> 条",
    ):
        assert text in page


def test_the_schema_names_each_head_with_its_type(shown, client):
    schema = json.loads(client.get("/data/licences/2020.schema.json").content)
    types = {field["name"]: field["type"] for field in schema["fields"]}
    assert types["许可决定日期"] == "date"
    described = json.loads(client.get("/data/licences/2020.csv-metadata.json").content)
    assert [one["titles"] for one in described["tableSchema"]["columns"]] == list(types)


def test_more_records_cost_no_more_queries(shown, licence, robot, morning, client):
    counts = []
    for number in (2, 3, 4):
        actions.publish(licence(f"云城管许字〔2020〕{number}号"), actor=robot, at=morning)
        pages.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/data/licences/2020/").status_code == 200
        counts.append(len(asked))
    assert counts[1] == counts[2], "the first one looks up what a process looks up once"
