"""Entries: only in a transaction, only appended, nothing personal in clear, the same on every database."""

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.audit import log
from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry, Seal

pytestmark = pytest.mark.django_db


def write(robot, at, subject=None, **facts):
    with transaction.atomic():
        return log.record(robot, "test.done", subject or Group(pk=1, name="局"), at=at, **facts)


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_a_transaction(robot, morning):
    with pytest.raises(transaction.TransactionManagementError):
        log.record(robot, "test.done", Group(pk=1), at=morning)
    assert not Entry.objects.filter(verb="test.done").exists()


def refuse(statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET verb = 'x'",
        "UPDATE audit_entry SET mac = mac",
        "DELETE FROM audit_entry",
        "UPDATE audit_seal SET link = 'x'",
        "DELETE FROM audit_seal WHERE position = 1",
        "DELETE FROM audit_sequence",
        'UPDATE audit_sequence SET "last" = "last" - 1 WHERE id = 1',
        "UPDATE audit_sequence SET id = 99 WHERE id = 1",
    ],
)
def test_the_database_refuses_to_change_the_log(robot, morning, statement):
    Seal.objects.create(position=1, entry_id=write(robot, morning).pk, link="x")
    refuse(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no TRUNCATE")
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal", "audit_sequence"])
def test_the_database_refuses_to_empty_the_log(robot, morning, table):
    write(robot, morning)
    refuse(f"TRUNCATE {table}")


def test_numbers_have_no_gaps_and_cost_one_query(robot, morning, django_assert_num_queries):
    first = write(robot, morning).number
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        write(robot, morning)
        raise ZeroDivisionError
    with django_assert_num_queries(2):  # the numbers, the rows
        events = [log.Event(Group(pk=1), {"n": n}) for n in range(30)]
        entries = log.record_many(robot, "test.done", events, at=morning)
    assert [entry.number for entry in entries] == list(range(first + 1, first + 31))
    assert len({entry.sequence for entry in entries}) == 1
    with django_assert_num_queries(0):
        assert log.record_many(robot, "test.done", [], at=morning) == []


@pytest.mark.parametrize(
    ("record", "agencies", "agency"),
    [
        pytest.param(SimpleNamespace(agency_id=3), {1}, 3, id="the agency of the record"),
        pytest.param(
            SimpleNamespace(agency=SimpleNamespace(pk=4)), {1}, 4, id="of what it belongs to"
        ),
        pytest.param(SimpleNamespace(agency_id=None), {1}, 1, id="the one the actor works for"),
        pytest.param(SimpleNamespace(), {1, 2}, None, id="an actor of two agencies"),
        pytest.param(SimpleNamespace(), None, None, id="an actor of the whole site"),
        pytest.param(SimpleNamespace(agency="云溪市"), set(), None, id="an agency by name only"),
    ],
)
def test_an_entry_knows_its_agency(record, agencies, agency):
    grants = dict.fromkeys(agencies or (), frozenset())
    actor = Actor(ActorKind.PERSON, "张测试", grants=grants, everywhere=agencies is None)
    assert log.agency_of(record, actor) == agency


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ODD_ZONE = timezone(timedelta(hours=-3, minutes=-30))


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2026, 3, 3, 9, 0, 0, 1, tzinfo=UTC), id="a microsecond"),
        pytest.param(
            datetime(2026, 3, 3, 9, 0, 0, 999999, tzinfo=ODD_ZONE), id="another time zone"
        ),
        pytest.param(datetime(1988, 6, 1, 0, 0, tzinfo=UTC), id="the years of summer time"),
        pytest.param(datetime(2199, 12, 31, 23, 59, tzinfo=UTC), id="far away"),
    ],
)
def test_the_mac_holds_for_any_moment(robot, at):
    entry = Entry.objects.get(pk=write(robot, at).pk)
    assert entry.at == at
    assert log.mac(entry) == entry.mac


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        pytest.param(1e16, "1e+16", id="a float that PostgreSQL would rewrite"),
        pytest.param(0.1, "0.1", id="a float"),
        pytest.param(float("nan"), "nan", id="not a number"),
        pytest.param(10**40, 10**40, id="a huge whole number"),
        pytest.param(True, True, id="a truth"),
        pytest.param(None, None, id="nothing"),
        pytest.param("a\x00b", "a␀b", id="a NUL character"),
        pytest.param("\ud800", "?", id="half a surrogate pair"),
        pytest.param(Decimal("1.50"), "1.50", id="a decimal"),
        pytest.param(date(2026, 3, 3), "2026-03-03", id="a day"),
        pytest.param(ActorKind.PERSON, "person", id="a choice"),
        pytest.param(
            {"b": [1, {"a": (2.5, "\x00")}]}, {"b": [1, {"a": ["2.5", "␀"]}]}, id="nested"
        ),
        pytest.param({1: "x", "\x00": "y"}, {"1": "x", "␀": "y"}, id="keys"),
        pytest.param("𠮷🙂", "𠮷🙂", id="beyond the basic plane"),
        pytest.param(b"\xff", "b'\\xff'", id="bytes"),
    ],
)
def test_facts_are_stored_so_that_the_mac_holds(robot, morning, value, stored):
    entry = Entry.objects.get(pk=write(robot, morning, value=value).pk)
    assert entry.facts["value"] == stored
    assert log.mac(entry) == entry.mac


def test_names_with_what_a_database_refuses(morning):
    actor = Actor(ActorKind.PERSON, "张\x00三\ud800" + "长" * 200, origin="1\x00" * 300)
    entry = Entry.objects.get(pk=write(actor, morning, Group(pk=1, name="局\x00" * 300)).pk)
    assert entry.actor_name.startswith("张␀三?")
    assert log.mac(entry) == entry.mac


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


MOMENTS = st.integers(-(10**15), 7 * 10**15).map(lambda n: EPOCH + timedelta(microseconds=n))


@given(value=json_values, at=MOMENTS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_fact_at_any_moment(robot, value, at):
    entry = Entry.objects.get(pk=write(robot, at, value=value).pk)
    assert log.mac(entry) == entry.mac
