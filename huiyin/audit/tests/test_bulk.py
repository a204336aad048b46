"""Many rows at once: the same columns as one by one, keys for all, the slow way where it must."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import DataError, connection
from wagtail.models import Page, Site

from huiyin.audit.models import Entry
from huiyin.personal import keys
from huiyin.personal.bulk import insert_many
from huiyin.personal.fields import bind

AT = datetime(2026, 3, 3, 1, tzinfo=UTC)


def entry(number, **values):
    return Entry(
        **{
            "at": AT,
            "recorded_at": AT,
            "actor_kind": "system",
            "actor_name": "测试",
            "verb": "test.made",
            "subject_type": "x.y",
            "subject_key": str(number),
            "subject_name": f"第{number}件",
            "facts": {"数": number, "列": [1, None]},
            "mac": "0" * 64,
            **values,
        }
    )


def stored(entries):
    keys = [row.pk for row in entries]
    rows = Entry.objects.filter(pk__in=keys).order_by("pk").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


@pytest.mark.django_db
def test_the_rows_are_those_of_bulk_create():
    quick = insert_many(entry(number) for number in range(200))
    slow = Entry.objects.bulk_create([entry(number) for number in range(200)])
    assert stored(quick) == stored(slow)
    assert all(not row._state.adding for row in quick)


AWKWARD = ["", "NULL", "null", '"', "'", "\\", "{a,b}", "a, b", " x ", "a\nb", "％s %s", "🚧"]


@pytest.mark.django_db
def test_a_value_means_nothing_to_the_statement():
    """Columns go as one parameter each; what a text says must not be read as its end."""
    rows = insert_many(
        entry(number, subject_name=text, facts={"字": text}, agency_id=None)
        for number, text in enumerate(AWKWARD)
    )
    kept = Entry.objects.in_bulk([row.pk for row in rows])
    assert [kept[row.pk].subject_name for row in rows] == AWKWARD
    assert [kept[row.pk].facts for row in rows] == [{"字": text} for text in AWKWARD]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no length of a column")
def test_what_is_too_long_is_refused_and_never_cut_off():
    length = Entry._meta.get_field("verb").max_length
    with pytest.raises(DataError):
        insert_many([entry(1, verb="v" * (length + 1)), entry(2)])


@pytest.mark.django_db
def test_each_record_gets_its_own_key():
    records = insert_many([entry(number) for number in range(200)])
    assert len({record.pk for record in records}) == 200
    for record in records[::37]:
        assert Entry.objects.get(pk=record.pk).subject_key == record.subject_key


@pytest.mark.django_db
def test_nothing_is_inserted_of_nothing():
    assert insert_many([]) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "records",
    [
        pytest.param(
            lambda: [Session(session_key=key, expire_date=AT) for key in "ab"], id="keys of its own"
        ),
        pytest.param(
            lambda: [Site(hostname="a", port=81, root_page=Page.objects.first())],
            id="a kind of field not known here",
        ),
        pytest.param(lambda: [entry(1, id=900_001), entry(2, id=900_002)], id="keys given before"),
    ],
)
def test_what_is_out_of_the_ordinary_is_stored_as_well(records):
    stored = insert_many(records())
    assert type(stored[0]).objects.filter(pk__in=[record.pk for record in stored]).count() == len(
        stored
    )


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda model, rows: [row.save() for row in rows], id="save"),
        pytest.param(lambda model, rows: insert_many(rows), id="many at once"),
        pytest.param(
            lambda model, rows: bind(model.objects.bulk_create(rows)), id="bulk_create, bind"
        ),
    ],
)
def test_each_way_to_write_binds_to_the_row(licence, write):
    old = licence()
    model = type(old)
    values = {
        f.attname: getattr(old, f.attname) for f in model._meta.concrete_fields if not f.primary_key
    }
    write(model, [model(**{**values, "reference": str(n), "holder_id": f"x{n}"}) for n in (1, 2)])
    for row in model.objects.exclude(pk=old.pk):
        assert keys.row_of(_stored_of(row)) == str(row.pk)
        assert row.holder_id == f"x{row.reference}"
        row.holder_id = "another"
        row.save(update_fields=["holder_id"])
        assert keys.row_of(_stored_of(row)) == str(row.pk)


def _stored_of(licence):
    with connection.cursor() as cursor:
        cursor.execute("SELECT holder_id FROM licensing_licence WHERE id = %s", [licence.pk])
        return cursor.fetchone()[0]
