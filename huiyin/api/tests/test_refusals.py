"""Every refusal under /api/ is a problem document that says what to do."""

import pytest
from django.test import Client

from huiyin.api import urls as api
from huiyin.licensing import actions
from huiyin.web.problems import DETAILS, TITLES

pytestmark = pytest.mark.django_db


FAILING = "huiyin.api.tests.broken"


def said(response):
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["type"] == "about:blank"
    assert body["title"]
    assert body["detail"]
    return body


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        pytest.param("get", "/api/", 404, id="nothing there"),
        pytest.param("get", "/api/v2/licences", 404, id="no such version"),
        pytest.param("post", "/api/elsewhere", 404, id="nothing to send to"),
        pytest.param("get", "/api/v1/nothing", 404, id="no such list"),
        pytest.param("get", "/api/v1/licences/1", 404, id="no such record"),
        pytest.param("get", "/api/v1/licences/x", 404, id="no number"),
        pytest.param("get", "/api/v1/licences/99999999999999999999", 404, id="too large a number"),
        pytest.param("get", "/api/v1/figures/2020/nothing", 404, id="no such figure"),
        pytest.param("get", "/api/v1/figures/1999/foi.received", 404, id="no such year"),
        pytest.param("get", "/api/v1/columns/1", 404, id="rows have no records"),
        pytest.param("post", "/api/v1/licences", 405, id="nothing is sent there"),
        pytest.param("delete", "/api/v1/licences/1", 405, id="nothing is deleted"),
        pytest.param("put", "/api/v1/requests", 405, id="no such method of the hotline"),
        pytest.param("get", "/api/v1/requests", 401, id="not signed"),
        pytest.param("get", "/api/v1/licences?limit=0", 422, id="none"),
        pytest.param("get", "/api/v1/licences?limit=many", 422, id="no number of records"),
        pytest.param("get", "/api/v1/licences?year=20", 422, id="no year"),
        pytest.param("get", "/api/v1/licences?year=２０２０", 422, id="wide digits"),
        pytest.param("get", "/api/v1/licences?year=2020&year=2021", 422, id="twice"),
        pytest.param("get", "/api/v1/licences?page=2", 422, id="unknown"),
        pytest.param("get", "/api/v1/licences?validity=x", 422, id="no such value"),
        pytest.param("get", "/api/v1/licences?fields=id,caller_phone", 422, id="no such field"),
        pytest.param("get", "/api/v1/licences?cursor=x", 422, id="an invented cursor"),
        pytest.param("get", "/api/v1/licences?cursor=AA:AA", 422, id="a forged cursor"),
        pytest.param("get", "/api/v1/documents?column=/no/", 422, id="no such column"),
        pytest.param("get", "/api/v1?x=1", 422, id="unknown at the contents"),
        pytest.param("get", "/api/v1/licences?holder=%00", 400, id="NUL"),
    ],
)
def test_refused(method, address, status, bureau, client):
    response = getattr(client, method)(address)
    assert response.status_code == status
    said(response)


def test_the_fault_is_named_at_its_parameter(bureau, client):
    body = said(client.get("/api/v1/licences?limit=x&nope=1"))
    assert [fault["pointer"] for fault in body["errors"]] == ["limit", "nope"]


def test_the_methods_there_are_are_named(bureau, client):
    assert client.post("/api/v1/licences")["Allow"] == "GET, HEAD"


def test_a_cursor_of_another_list_is_refused(licence, robot, morning, bureau, client):
    for number in (1, 2):
        actions.publish(licence(f"第{number}号"), actor=robot, at=morning)
    cursor = client.get("/api/v1/licences?limit=1").json()["next"].partition("cursor=")[2]
    assert client.get(f"/api/v1/licences?cursor={cursor}").status_code == 200
    said(client.get(f"/api/v1/penalties?cursor={cursor}"))


def test_a_foreign_host_is_told_so(client):
    assert said(client.get("/api/v1", headers={"host": "evil.example"}))["status"] == 400


@pytest.mark.urls(FAILING)
def test_a_fault_of_ours_is_a_problem_too():
    client = Client(raise_request_exception=False)
    assert said(client.get("/api/broken"))["detail"] == DETAILS[500]


@pytest.mark.urls(FAILING)
def test_too_many_says_when_to_come_again(client):
    response = client.get("/api/many")
    assert said(response)["status"] == 429
    assert response["Retry-After"] == "70"


def test_too_many_at_once_says_when_to_come_again(bureau, client, settings):
    settings.COSTLY_AT_ONCE = 0
    response = client.get("/api/v1/licences")
    assert said(response)["status"] == 429
    assert int(response["Retry-After"]) > 0


def test_pages_are_refused_with_pages(client):
    assert client.get("/nothing-there/")["Content-Type"].startswith("text/html")


def test_every_status_that_is_written_again_has_a_title():
    assert set(DETAILS) <= set(TITLES)


def test_no_address_is_behind_the_one_that_takes_all():
    assert api.urlpatterns[-1].name == "api-nothing"
