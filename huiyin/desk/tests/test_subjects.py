"""One subject: on the desk for whoever sees its records, on the portal what is public now."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from huiyin.audit.models import Entry
from huiyin.licensing import actions
from huiyin.licensing.models import Licence
from huiyin.publicity.holders import NUMBERS
from huiyin.subjects.models import Subject
from huiyin.web.kept import memory

pytestmark = pytest.mark.django_db
CODE = "91341799MA2TEX01KJ"
IDENTITY = "11010519491231002X"
PERSON = {
    "holder_kind": "自然人", "holder_name": "周小明", "holder_uscc": "", "holder_id": IDENTITY,
}  # fmt: skip


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def public(licence, who):
    return actions.publish(licence(), **who)


def test_registering_and_amending_point_to_the_subject(licence, who):
    record = licence()
    assert record.subject.uscc == CODE
    amended = actions.amend(record, values={"holder_uscc": "91341799MA2TEX02F7"}, **who)
    assert amended.subject.uscc == "91341799MA2TEX02F7"
    assert Licence.objects.get().subject == amended.subject


def test_a_person_is_found_by_the_digest_of_the_paper(licence):
    first = licence(reference="云城管许字〔2020〕1号", **PERSON)
    second = licence(reference="云城管许字〔2020〕2号", **PERSON | {"holder_id": IDENTITY.lower()})
    third = licence(reference="云城管许字〔2020〕3号", **PERSON | {"holder_id": ""})
    assert first.subject == second.subject
    assert (first.subject.name, first.subject.uscc, third.subject) == ("", "", None)


@pytest.mark.parametrize("name", NUMBERS)
def test_the_number_of_a_person_is_no_number_of_an_organisation(name, licence):
    with pytest.raises(Exception, match="公民身份号码") as refused:
        licence(**{name: IDENTITY})
    assert set(refused.value.error_dict) == {name}
    assert not Licence.objects.exists()


def test_what_was_stored_before_is_pointed_and_may_be_pointed_again(licence, who):
    records = [licence(), licence(reference="云城管许字〔2020〕2号", **PERSON)]
    Licence.objects.update(subject=None)
    Subject.objects.all().delete()
    migration = import_module("huiyin.licensing.migrations.0011_point_to_subjects")
    for _ in range(2):
        migration.forward(apps, None)
        found = Licence.objects.filter(pk__in=[one.pk for one in records])
        assert {one.subject.kind for one in found} == {"organisation", "person"}
    assert Subject.objects.count() == 2


def test_the_public_page_lists_what_is_public_now(public, licence, client, who, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    licence(reference="云城管许字〔2020〕2号", content="还没有公示")
    page = client.get(f"/subjects/{CODE}/").content.decode()
    assert public.reference in page
    assert "〔2020〕2号" not in page
    assert f"/subjects/{CODE}/" in client.get(f"/licences/{public.pk}/").content.decode()
    assert client.get(f"/subjects/{CODE.lower()}/")["Location"] == f"/subjects/{CODE}/"
    actions.withdraw(public, reason="有误", **who | {"at": who["at"] + timedelta(hours=1)})
    assert client.get(f"/subjects/{CODE}/").status_code == 404


@pytest.mark.parametrize(
    ("values", "code"),
    [
        pytest.param({}, "91341799MA2TEX02F7", id="nobody"),
        pytest.param({}, "91341799MA2TEX01KX", id="a wrong check character"),
        pytest.param({}, IDENTITY, id="a person's number"),
        pytest.param({"holder_kind": "个体工商户", "holder_uscc": "92341799MA2TEX01KF"},
                     "92341799MA2TEX01KF", id="a sole trader"),
    ],
)  # fmt: skip
def test_others_have_no_public_page(values, code, licence, client, who):
    actions.publish(licence(**values), **who)
    assert client.get(f"/subjects/{code}/").status_code == 404


def test_the_desk_shows_everything_and_notes_who_looked(public, licence, admin_client):
    licence(reference="云城管许字〔2020〕2号", holder_name="云溪市改名建设有限公司")
    pk = public.subject_id
    for text in (CODE, CODE.lower(), "样例建设", "91341799 MA2TEX01KJ"):
        assert (
            f"/desk/subjects/{pk}/"
            in admin_client.get("/desk/subjects/", {"q": text}).content.decode()
        )
    page = admin_client.get(f"/desk/subjects/{pk}/").content.decode()
    for words in (
        CODE,
        "〔2020〕1号",
        "〔2020〕2号",
        "云溪市改名建设有限公司",
        "云溪市样例建设有限公司",
    ):
        assert words in page
    (entry,) = Entry.objects.filter(verb="subjects.subject.read")
    assert entry.subject_key == str(pk)


def test_a_person_is_no_hit_of_a_search(licence, admin_client):
    pk = licence(**PERSON).subject_id
    for text in ("周小明", IDENTITY, "小明"):
        page = admin_client.get("/desk/subjects/", {"q": text}).content.decode()
        assert "没有找到" in page
        assert f"/desk/subjects/{pk}/" not in page
    assert IDENTITY not in admin_client.get(f"/desk/subjects/{pk}/").content.decode()


@pytest.mark.parametrize(
    ("post", "statuses"),
    [
        pytest.param("热线办理岗", (403, 403), id="without the right"),
        pytest.param("行政审批岗", (200, 200), id="who keeps the ledger"),
        pytest.param("分管领导", (200, 200), id="who leads"),
    ],
)
def test_whoever_sees_its_records_sees_a_subject(post, statuses, public, desk):
    client = desk(post)
    addresses = ("/desk/subjects/", f"/desk/subjects/{public.subject_id}/")
    assert tuple(client.get(address).status_code for address in addresses) == statuses


def test_another_agency_sees_nothing(public, desk, other_bureau):
    client = desk("行政审批岗", agency=other_bureau)
    assert "没有找到" in client.get("/desk/subjects/", {"q": CODE}).content.decode()
    assert client.get(f"/desk/subjects/{public.subject_id}/").status_code == 404


def test_pages_ask_little(public, licence, client, admin_client, django_assert_max_num_queries):
    for number in range(2, 12):
        licence(reference=f"云城管许字〔2020〕{number}号")
    admin_client.get(f"/desk/subjects/{public.subject_id}/")
    with django_assert_max_num_queries(22):
        admin_client.get(f"/desk/subjects/{public.subject_id}/")
    with django_assert_max_num_queries(8):
        client.get(f"/subjects/{CODE}/")
