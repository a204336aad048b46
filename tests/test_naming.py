"""按名称查找: who is found in the public lists by which words, and who by none."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.commitments import actions as commitments
from huiyin.commitments.tests.trial import commitment
from huiyin.licensing import actions
from huiyin.licensing.models import Licence
from huiyin.licensing.portal import LICENCES
from huiyin.penalties import actions as penalties
from huiyin.penalties.tests.trial import decision
from huiyin.publicity import naming
from huiyin.publicity.models import Publication
from huiyin.search import rows
from huiyin.web import publiclists
from huiyin.web.kept import memory

pytestmark = pytest.mark.django_db
NAME = "云溪市麒麟建設（集团）ＡＢ-12有限公司"
PERSON = {"holder_kind": "自然人", "holder_name": "周小明", "holder_uscc": ""}
TRADER = {
    "holder_kind": "个体工商户", "holder_name": "周小明面馆", "holder_uscc": "92341799MA2TEX01KF",
    "representative": "周小明",
}  # fmt: skip


@pytest.fixture(autouse=True)
def each_time(monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def public(licence, who):
    return lambda **values: actions.publish(licence(**{"holder_name": NAME, **values}), **who)


def listed(client, words, name="licences"):
    page = client.get(f"/{name}/", {"holder": words})
    assert page.status_code == 200
    return [record.pk for record in page.context["records"]]


@pytest.mark.parametrize(
    ("words", "is_there"),
    [
        pytest.param("麒麟", True, id="two characters"),
        pytest.param("麒", True, id="one character"),
        pytest.param("云溪市麒麟建设(集团)AB12有限公司", True, id="the whole name in other signs"),
        pytest.param("建设", True, id="simplified"),
        pytest.param("ab", True, id="small letters of half width"),
        pytest.param("12有限", True, id="number and word"),
        pytest.param("云溪 集团", True, id="two words apart"),
        pytest.param("云溪 燃气", False, id="one of two is missing"),
        pytest.param("麟麒", False, id="another order"),
        pytest.param("（", False, id="a sign names nobody"),
        pytest.param("麒麟燃气", False, id="a run that differs at its end"),
    ],
)
@pytest.mark.parametrize("most", [naming.MOST, 0], ids=["by the index", "by reading"])
def test_an_organisation_is_found_by_any_run_of_its_name(
    client, public, monkeypatch, words, is_there, most
):
    monkeypatch.setattr(naming, "MOST", most)
    one = public()
    assert listed(client, words) == ([one.pk] if is_there else [])


@pytest.mark.parametrize("most", [naming.MOST, 0], ids=["by the index", "by reading"])
@pytest.mark.parametrize(
    "way", ["withdraw", "void", "past its day", "amend", "renamed by hand", "not yet public"]
)
def test_what_is_not_on_view_under_a_name_is_not_found_by_it(
    client, public, licence, who, monkeypatch, most, way
):
    monkeypatch.setattr(naming, "MOST", most)
    one = licence(holder_name=NAME) if way == "not yet public" else public()
    if way in ("withdraw", "void"):
        getattr(actions, way)(one, reason="录入有误", **who)
    elif way == "past its day":
        Licence.objects.update(shown_until=date(2020, 1, 1))
    elif way == "amend":
        actions.amend(one, values={"holder_name": "云溪市青枫建设有限公司"}, **who)
        assert listed(client, "青枫") == [one.pk]
    elif way == "renamed by hand":
        Publication.objects.update(named="")
    assert listed(client, "麒麟") == []


def test_what_is_put_up_again_is_found_again(client, public, who):
    one = actions.withdraw(public(), reason="录入有误", **who)
    assert listed(client, "麒麟") == []
    actions.republish(one, **who)
    assert listed(client, "麒麟") == [one.pk]


@pytest.mark.parametrize("words", ["周小明", "周", "小明", "周明", "明"])
def test_a_natural_person_is_found_by_no_name(client, bureau, public, who, words):
    public(**PERSON)
    commitments.publish(commitments.register(commitment(bureau, **PERSON), **who), **who)
    assert listed(client, words) == listed(client, words, "commitments") == []
    assert set(Publication.objects.values_list("named", flat=True)) == {""}


def test_the_name_of_a_sole_trader_is_found_as_it_is_shown(client, bureau, who):
    made = {
        "penalties": penalties.register(decision(bureau, **TRADER), **who),
        "commitments": commitments.register(commitment(bureau, **TRADER), **who),
    }
    penalties.publish(made["penalties"], **who)
    commitments.publish(made["commitments"], **who)
    for name, one in made.items():
        assert listed(client, "面馆", name) == [one.pk], name
        assert listed(client, "周小明", name) == listed(client, "小明面馆", name) == [], name


def test_the_lists_of_three_kinds_find_their_own(client, bureau, public, who):
    licence = public()
    penalty = penalties.register(decision(bureau, holder_name=NAME), **who)
    penalties.publish(penalty, **who)
    assert listed(client, "麒麟") == [licence.pk]
    assert listed(client, "麒麟", "penalties") == [penalty.pk]
    assert listed(client, "麒麟", "commitments") == []


def test_of_very_many_the_first_are_listed_and_none_is_counted(client, public, monkeypatch):
    monkeypatch.setattr(naming, "COUNTED", 3)
    monkeypatch.setattr(publiclists, "AT_MOST", 4)
    days = [date(2019, 1, 1 + number) for number in range(6)]
    made = [public(decided_on=day, reference=f"许〔2019〕{day.day}号") for day in days]
    page = client.get("/licences/?holder=麒麟")
    assert [one.pk for one in page.context["records"]] == [one.pk for one in made[:1:-1]]
    said = page.content.decode()
    assert "超过 <strong>4</strong> 件符合条件，只列出最近的这些，请再写几个字" in said
    assert "filters__count" not in said
    assert client.get("/licences/?holder=麒麟&page=2").status_code == 404
    assert (
        "共 <strong>0</strong> 件"
        in client.get("/licences/?holder=麒麟&year=2020").content.decode()
    )
    file = client.get("/licences.json?holder=麒麟").getvalue().decode()
    assert file.count("麒麟") == 6


def test_words_ask_as_often_for_many_as_for_one(client, public):
    asked = []
    for number in (1, 30):
        for place in range(number):
            public(reference=f"许〔{number}〕{place}号")
        client.get("/licences/?holder=麒麟&x=1")
        with CaptureQueriesContext(connection) as caught:
            client.get("/licences/?holder=麒麟&x=1")
        asked.append(len(caught))
    assert asked[0] == asked[1] <= 8


@pytest.mark.parametrize(
    ("words", "most"), [("麒麟", naming.MOST), ("燃气", naming.MOST), ("麒麟", 0)]
)
def test_no_table_is_read_whole_for_a_word(public, monkeypatch, words, most):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by how full a table is")
    public()
    monkeypatch.setattr(naming, "MOST", most)
    chosen = {**LICENCES.whole(), "holder": words}
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as caught:
        list(LICENCES.narrowed(chosen)[:20])
        cursor.execute(f"EXPLAIN QUERY PLAN {caught[-1]['sql']}")
        steps = [step for *_, step in cursor.fetchall()]
    assert not [step for step in steps if step.startswith("SCAN publicity_publication")], steps
    assert not [step for step in steps if step.startswith("SCAN U0")], steps


def test_publishing_asks_no_more_for_the_index(licence, who):
    one = licence(holder_name=NAME)
    with CaptureQueriesContext(connection) as caught:
        actions.publish(one, **who)
    assert not [asked for asked in caught if "rows_publicity" in asked["sql"]]


def test_taking_down_by_the_day_does_not_touch_the_index(public):
    """A night may end a hundred thousand: no name changes, so nothing is indexed anew."""
    one = public()
    before = rows.keys(naming.TABLE, "麒麟")
    Publication.objects.update(ended_at="2026-03-03T09:00:00+08:00", ending="expired")
    assert rows.keys(naming.TABLE, "麒麟") == before
    assert list(naming.found(Licence.objects.filter(pk=one.pk), "麒麟")) == []


def test_what_was_stored_before_names_whom_its_wording_names(client, bureau, public, who):
    one, trader = public(), penalties.register(decision(bureau, **TRADER), **who)
    penalties.publish(trader, **who)
    public(**PERSON, reference="许〔2019〕9号")
    kept = dict(Publication.objects.values_list("pk", "named"))
    Publication.objects.update(named="")
    editor = connection.schema_editor
    import_module("huiyin.publicity.migrations.0002_named").forward(apps, editor)
    assert dict(Publication.objects.values_list("pk", "named")) == kept
    Publication.objects.filter(about_kind="licensing.licence").update(
        named="", wording=[], digest=""
    )
    import_module("huiyin.licensing.migrations.0014_named_publications").forward(apps, editor)
    assert dict(Publication.objects.values_list("pk", "named")) == kept
    assert listed(client, "麒麟") == [one.pk]
