"""The description says what the addresses do, and what it shows can be called."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
from django.conf import settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from huiyin.api import offered, openapi
from huiyin.api.parameters import parameters_of
from huiyin.hotline.api import bodies
from huiyin.licensing import actions

pytestmark = pytest.mark.django_db
HOWTO = Path(__file__).parents[3] / "docs/howto/read-by-program.md"


@pytest.fixture
def described(bureau, client):
    return client.get("/api/openapi.json").json()


@pytest.fixture
def shown(licence, robot, morning):
    return actions.publish(licence(), actor=robot, at=morning)


def test_it_is_what_the_standard_asks_for(described):
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []
    broken = described | {"paths": {"/api/v1": {"get": {"responses": {"200": {}}}}}}
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_every_resource_is_described(described):
    assert described["openapi"].startswith("3.1")
    for one in offered.every():
        operation = described["paths"][f"/api/v1/{one.key}"]["get"]
        assert operation["summary"] == one.title
        names = [parameter["name"] for parameter in operation["parameters"]]
        assert names == [parameter.name for parameter in parameters_of(one)]
        assert len(names) == len(set(names))


def test_every_reference_leads_somewhere(described):
    for reference in set(re.findall(r"'\$ref': '#/([^']+)'", str(described))):
        at = described
        for part in reference.split("/"):
            at = at[part]
        assert at


def test_operations_have_names_of_their_own(described):
    names = [one["operationId"] for path in described["paths"].values() for one in path.values()]
    assert len(names) == len(set(names))


def test_every_address_without_a_name_in_it_answers_as_described(described, shown, client):
    for path, methods in described["paths"].items():
        if "{" in path or "requests" in path:
            continue
        content = methods["get"]["responses"]["200"]["content"]["application/json"]
        answer = client.get(path)
        assert answer.status_code == 200, path
        schema = content["schema"] | {"components": described["components"]}
        jsonschema.validate(answer.json(), schema)


def test_a_record_is_as_described(described, shown, client):
    answer = client.get(f"/api/v1/licences/{shown.pk}").json()
    path = described["paths"]["/api/v1/licences/{id}"]["get"]
    schema = path["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(answer, schema | {"components": described["components"]})
    wrong = answer | {"decided_on": 20200506}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema | {"components": described["components"]})


def test_a_refusal_is_as_described(described, client):
    schema = {"$ref": "#/components/schemas/Problem", "components": described["components"]}
    jsonschema.validate(client.get("/api/v1/licences?limit=x").json(), schema)


def test_what_is_sent_has_the_names_that_are_read(described):
    assert set(described["components"]["schemas"]["Request"]["properties"]) == bodies.KNOWN


def test_the_year_of_a_filter_and_its_options_are_described(described):
    parameters = described["paths"]["/api/v1/licences"]["get"]["parameters"]
    schemas = {one["name"]: one["schema"] for one in parameters}
    assert re.fullmatch(schemas["year"]["pattern"], "2026")
    assert "in-force" in schemas["validity"]["enum"]
    assert re.fullmatch(schemas["fields"]["pattern"], "reference,holder_name")


def _commands(text):
    text = text.replace("&amp;", "&").replace("$SITE", "")
    return re.findall(r'curl "?(?:https?://[^/\s"]+)?(/api/[^\s"<`]*)', text)


def test_the_commands_of_the_page_can_be_called(bureau, client):
    page = client.get("/api/docs").content.decode()
    commands = _commands(page)
    assert len(commands) == 3
    assert all(client.get(one).status_code == 200 for one in commands)


def test_the_commands_of_the_howto_can_be_called(bureau, client):
    commands = _commands(HOWTO.read_text())
    assert len(commands) == 5
    assert {one: client.get(one).status_code for one in commands} == dict.fromkeys(commands, 200)


def test_the_program_of_the_howto_reads_the_whole_list(licence, robot, morning, client):
    for number in range(1, 4):
        actions.publish(licence(f"第{number}号"), actor=robot, at=morning)
    (program,) = re.findall(r"```python\n(.*?)```", HOWTO.read_text(), re.DOTALL)

    class Answer:
        def __init__(self, address):
            parts = urlsplit(address)
            self.content = client.get(f"{parts.path}?{parts.query}").content

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def read(self):
            return self.content

    known = {}
    exec(compile(program, HOWTO.name, "exec"), known)  # noqa: S102 - our own words
    known["urllib"].request.urlopen, before = Answer, known["urllib"].request.urlopen
    try:
        site = settings.WAGTAILADMIN_BASE_URL
        read = list(known["items"](f"{site}/api/v1/licences?limit=1&fields=reference"))
    finally:
        known["urllib"].request.urlopen = before
    assert [one["reference"] for one in read] == ["第3号", "第2号", "第1号"]


def test_the_page_names_every_field(bureau, client):
    page = client.get("/api/docs").content.decode()
    for one in offered.every():
        assert f'id="{one.key}"' in page
        assert all(f"<code>{name}</code>" in page for name in one.names), one.key


def test_the_page_runs_nothing(bureau, client):
    page = client.get("/api/docs").content.decode()
    assert not re.search(r'<script[^>]+src="(?!/static/)', page)
    assert openapi.document()["info"]["title"] in client.get("/api/openapi.json").content.decode()
