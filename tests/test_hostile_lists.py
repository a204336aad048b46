"""Every public list that is declared bears whatever an address says, and days that are slips."""

import itertools
from datetime import date
from importlib import import_module
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import DateField

from huiyin.casework.workflow import workflows
from huiyin.common.days import FIRST_YEAR
from huiyin.licensing import actions
from huiyin.licensing.models import Licence
from huiyin.licensing.tests.trial import licence
from huiyin.personal.fields import encrypted_fields
from huiyin.web import publiclists
from huiyin.web.narrowings import Year, count

pytestmark = pytest.mark.django_db
JUNK = (
    "\x00", "9" * 200, "99999", "9000", "9999", "0000", "٢٠٢٦", "-1", "2026\n", "1e3", "None",
    "\u202e2026", "%", "_", "\\", "'", "=1+1", "<b>", "许" * 300, "__gt", " ", "\ud7ff",
)  # fmt: skip
import_module(settings.ROOT_URLCONF)  # with their addresses the lists are declared
LISTS = publiclists.declared()
ANSWERS = {200, 400, 404}
SLIPS = (2, 26, 226, 1948)


def parameters():
    return [(one, name) for one in LISTS for name in sorted({*one.parameters, "page"})]


@pytest.mark.parametrize(
    ("of", "name"), parameters(), ids=[f"{one.key} {name}" for one, name in parameters()]
)
def test_an_address_says_what_it_wants(client, of, name):
    """Each parameter by itself, twice, and beside the pages: answered or not there, never broken."""
    forms = [f"/{of.key}/", *([f"/{of.key}.json"] if of.heads else [])]
    statuses = {}
    for address, junk in itertools.product(forms, JUNK):
        for query in (f"{name}={quote(junk)}", f"{name}=1&{name}={quote(junk)}&page=2"):
            statuses[address, query] = client.get(f"{address}?{query}").status_code
    assert set(statuses.values()) <= ANSWERS, {
        a for a, code in statuses.items() if code not in ANSWERS
    }


def test_the_last_of_a_parameter_said_twice_is_meant_and_kept_as_such(
    client, bureau, robot, morning
):
    record = actions.register(licence(bureau), actor=robot, at=morning)
    actions.publish(record, actor=robot, at=morning)
    asked = ("?year=2020&year=2019", "?year=2019&year=2020", "?year=2019&year=2020", "?year=2020")
    shown = [
        record.reference in client.get(f"/licences/{query}").content.decode() for query in asked
    ]
    assert shown == [False, True, True, True]


@pytest.mark.parametrize("of", LISTS, ids=lambda one: one.key)
def test_no_column_of_a_file_reads_a_personal_field(of):
    personal = {field.name for field in encrypted_fields(of.model)}
    read = {name for column in of.columns for name in _names(column.cell)}
    assert not personal & read


def _names(cell):
    """The names that a column reads: of a lambda's own code, of a getter."""
    if code := getattr(cell, "__code__", None):
        return {*code.co_names}
    return set(cell.__reduce__()[1])


@pytest.mark.parametrize("year", SLIPS)
@pytest.mark.parametrize("model", [one.model for one in workflows()], ids=lambda one: one.__name__)
def test_a_day_of_an_early_year_is_told_at_its_field(model, year):
    days = [field for field in model._meta.concrete_fields if isinstance(field, DateField)]
    record = model(**{field.name: date(year, 3, 2) for field in days if type(field) is DateField})
    with pytest.raises(ValidationError) as refused:
        record.clean_fields()
    messages = refused.value.message_dict
    missed = [
        field.name
        for field in days
        if type(field) is DateField
        and not any("年份过早" in said for said in messages.get(field.name, []))
    ]
    assert not missed


def test_a_door_refuses_the_slip_and_a_move_too(bureau, robot, morning):
    with pytest.raises(ValidationError) as refused:
        actions.register(licence(bureau, decided_on=date(226, 3, 2)), actor=robot, at=morning)
    assert "decided_on" in refused.value.message_dict
    record = actions.register(licence(bureau), actor=robot, at=morning)
    values = {"decided_on": date(FIRST_YEAR - 1, 12, 31)}
    with pytest.raises(ValidationError) as refused:
        actions.amend(record, actor=robot, at=morning, values=values)
    assert set(refused.value.message_dict) == {"decided_on"}


@pytest.mark.parametrize("slip", [date(2, 3, 2), date(226, 3, 2), date(9999, 12, 31)])
def test_a_slip_that_stands_already_leaves_the_list_open(client, bureau, robot, morning, slip):
    for number in (1, 2):
        record = actions.register(licence(bureau, reference=f"{number}号"), actor=robot, at=morning)
        actions.publish(record, actor=robot, at=morning)
    Licence.objects.filter(pk=record.pk).update(decided_on=slip)
    assert client.get("/licences/").status_code == 200
    counts = count(Licence.objects.all(), (Year("year", "决定年份", "decided_on"),))
    assert counts.left_by("year", {}) == {"2020": 1, str(slip.year): 1}


def test_there_are_lists_to_try():
    assert {"licences", "messages", "powers", "officers", "decisions"} <= {one.key for one in LISTS}
