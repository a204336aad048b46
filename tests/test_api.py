"""Everything public of the demonstration, read by a program: each record once, each as described."""

import json

import pytest

from . import demonstration

READ = """
import json, sys
import jsonschema
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from huiyin.api import offered, openapi
from huiyin.api.resources import Records, record_address

described, client = openapi.document(), Client(headers={"host": "localhost"})
site, told = settings.WAGTAILADMIN_BASE_URL, {}


def judge(path):
    operation = described["paths"][path]["get"]["responses"]["200"]
    schema = operation["content"]["application/json"]["schema"]
    return jsonschema.Draft202012Validator({**schema, "components": described["components"]})


def read(address, path):
    answer = client.get(address)
    if answer.status_code != 200:
        return None, [f"{address}: {answer.status_code}"]
    value = answer.json()
    return value, [f"{address}: {fault.message[:200]}" for fault in judge(path).iter_errors(value)]


for one in offered.every():
    path = f"/api/v1/{one.key}"
    address = path + ("?limit=100" if isinstance(one, Records) else "")
    seen, faults, costs = [], [], []
    while address:
        with CaptureQueriesContext(connection) as queries:
            page, wrong = read(address, path)
        faults += wrong
        costs.append(len(queries))
        seen += [item.get("id") for item in page["items"]] if page else []
        address = page and page["next"] and page["next"].removeprefix(site)
    if isinstance(one, Records):
        for key in seen[:3] + seen[-3:]:
            faults += read(record_address(one.key, key), path + "/{id}")[1]
    told[one.key] = {
        "read": len(seen), "different": len(set(seen)), "queries": max(costs), "faults": faults[:3],
    }
rows = client.get("/api/v1/figures?year=2020").json()["items"]
keys = {row["key"] for row in rows if row["source"] == "记录"}
faults = [
    fault
    for key in sorted(keys)
    for fault in read(f"/api/v1/figures/2020/{key}", "/api/v1/figures/{year}/{key}")[1]
]
told["figures"] |= {"faults": told["figures"]["faults"] + faults[:3], "keys": len(keys)}
print(json.dumps(told))
"""
COMPUTED = {"columns", "figures", "workdays"}
"""Read whole, without identifiers."""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    demonstration.copy(home)
    return json.loads(demonstration.command(home, "shell", "-v0", "-c", READ).splitlines()[-1])


def test_every_answer_is_as_described(told):
    assert {key: one["faults"] for key, one in told.items() if one["faults"]} == {}


def test_every_record_is_read_once(told):
    assert told["licences"]["read"] > 2000
    assert told["documents"]["read"] > 400
    for key, one in told.items():
        assert key in COMPUTED or one["read"] == one["different"], key


def test_no_page_costs_a_query_a_record(told):
    assert {key: one["queries"] for key, one in told.items() if one["queries"] > 12} == {
        "figures": told["figures"]["queries"]
    }


def test_every_figure_of_a_year_is_read(told):
    assert told["figures"]["keys"] > 100
