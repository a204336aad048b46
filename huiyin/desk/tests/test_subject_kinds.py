"""Every kind of record about a subject: joined by its moves and imports, shown where it may be."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from huiyin.approvals import actions as approvals
from huiyin.approvals.models import LicenceApplication
from huiyin.approvals.tests.trial import application
from huiyin.commitments import actions as commitments
from huiyin.commitments.models import Commitment
from huiyin.commitments.tests.trial import commitment
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence
from huiyin.licensing.tests import trial as licences
from huiyin.penalties import actions as penalties
from huiyin.penalties.models import Penalty
from huiyin.penalties.tests.trial import decision
from huiyin.subjects.models import Subject, SubjectKind
from huiyin.web.kept import memory

pytestmark = pytest.mark.django_db
CODE, OTHER = "91341799MA2TEX01KJ", "91341799MA2TEX02F7"
TRADER = "92341799MA2TEX01KF"
IDENTITY = "11010519491231002X"
PERSON = {
    "holder_kind": "自然人", "holder_name": "周小明", "holder_uscc": "", "holder_id": IDENTITY,
}  # fmt: skip
KINDS = {
    "licences": (licensing, Licence, licences.licence, "licensing.migrations.0011"),
    "penalties": (penalties, Penalty, decision, "penalties.migrations.0006"),
    "commitments": (commitments, Commitment, commitment, "commitments.migrations.0004"),
    "approvals": (approvals, LicenceApplication, application, "approvals.migrations.0004"),
}
PUBLIC = [kind for kind in KINDS if kind != "approvals"]


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def enter(bureau, who):
    def make(kind, **values):
        actions, _, new, _ = KINDS[kind]
        return actions.register(new(bureau, **values), **who)

    return make


@pytest.mark.parametrize("kind", KINDS)
def test_registering_and_amending_point_to_the_subject(kind, enter, who):
    record = enter(kind)
    assert record.subject.uscc == CODE
    amended = KINDS[kind][0].amend(record, values={"holder_uscc": OTHER}, **who)
    stored = KINDS[kind][1].objects.get()
    assert amended.subject.uscc == stored.subject.uscc == OTHER


def test_all_kinds_are_of_one_subject(enter):
    assert len({enter(kind).subject_id for kind in KINDS}) == 1
    assert len({enter(kind, **PERSON).subject_id for kind in KINDS}) == 1
    assert sorted(Subject.objects.values_list("kind", flat=True)) == ["organisation", "person"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_person_without_a_number_is_of_no_subject(kind, enter):
    assert enter(kind, **PERSON | {"holder_id": ""}).subject is None


@pytest.mark.parametrize("kind", PUBLIC)
def test_many_are_pointed_before_they_are_stored(kind, bureau, who, django_assert_max_num_queries):
    actions, model, new, _ = KINDS[kind]
    batch = [
        new(bureau, reference=f"样例〔2020〕{number}号", holder_name=f"样例{number}公司")
        for number in range(30)
    ]
    with django_assert_max_num_queries(60):
        stored = actions.register_many(batch, **who)
    assert len(stored) == 30
    assert set(model.objects.values_list("subject__uscc", flat=True)) == {CODE}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_stored_before_is_pointed_and_may_be_pointed_again(kind, enter):
    _, model, _, migration = KINDS[kind]
    records = [enter(kind), enter(kind, **PERSON), enter(kind, **PERSON | {"holder_id": ""})]
    model.objects.update(subject=None)
    Subject.objects.all().delete()
    migration = import_module(f"huiyin.{migration}_point_to_subjects")
    for _ in range(2):
        migration.forward(apps, None)
        found = [model.objects.get(pk=one.pk).subject for one in records]
        assert [one and one.kind for one in found] == ["organisation", "person", None]
    assert Subject.objects.count() == 2


@pytest.mark.parametrize("kind", PUBLIC)
def test_the_public_page_lists_each_kind_while_it_is_public(kind, enter, client, who, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    record = enter(kind, holder_uscc=CODE)
    assert client.get(f"/subjects/{CODE}/").status_code == 404
    actions = KINDS[kind][0]
    actions.publish(record, **who)
    assert record.reference in client.get(f"/subjects/{CODE}/").content.decode()
    of_record = client.get(f"/{kind}/{record.pk}/").content.decode()
    assert f"/subjects/{CODE}/" in of_record
    later = who | {"at": who["at"] + timedelta(hours=1)}
    actions.withdraw(record, reason="有误", **later)
    assert client.get(f"/subjects/{CODE}/").status_code == 404


@pytest.mark.parametrize("kind", PUBLIC)
def test_a_number_within_a_name_is_on_no_public_page(kind, enter, client, who):
    record = enter(kind, holder_name="云溪市样例建设有限公司（13800001111）")
    KINDS[kind][0].publish(record, **who)
    figure = {"licences": "licensing", "penalties": "penalties", "commitments": "commitments"}[kind]
    figure += ".made" if kind == "commitments" else ".decided"
    for address in (f"/{kind}/", f"/{kind}/{record.pk}/", f"/reports/2020/figures/{figure}/"):
        page = client.get(address).content.decode()
        assert "云溪市样例建设有限公司" in page, address
        assert "13800001111" not in page, address


@pytest.mark.parametrize("kind", PUBLIC)
def test_a_person_and_a_sole_trader_have_no_public_page(kind, enter, client, who):
    actions = KINDS[kind][0]
    trader = {"holder_kind": "个体工商户", "holder_name": "周小明面馆", "holder_uscc": TRADER}
    for values in (PERSON, trader):
        record = actions.publish(enter(kind, **values), **who)
        assert "/subjects/" not in client.get(f"/{kind}/{record.pk}/").content.decode()
    assert client.get(f"/subjects/{TRADER}/").status_code == 404


def test_what_is_kept_from_the_public_is_on_no_page_of_a_subject(enter, client, who, admin_client):
    licence = licensing.publish(enter("licences"), **who)
    kept_back = enter("penalties", withheld="minor", offence="不予公示的违法行为")
    unwilling = enter("commitments", may_be_public=False, matter="没有同意公示的承诺")
    asked = enter("approvals")
    page = client.get(f"/subjects/{CODE}/").content.decode()
    desk = admin_client.get(f"/desk/subjects/{licence.subject_id}/").content.decode()
    for record in (kept_back, unwilling, asked):
        assert record.reference in desk
        assert record.reference not in page
    assert kept_back.offence not in page
    assert unwilling.matter not in page


@pytest.mark.parametrize("kind", ["penalties", "commitments"])
def test_names_of_persons_in_a_line_are_shortened(kind, enter, admin_client):
    column = {"penalties": "offence", "commitments": "matter"}[kind]
    record = enter(kind, **PERSON, **{column: "周小明擅自占道"})
    page = admin_client.get(f"/desk/subjects/{record.subject_id}/").content.decode()
    assert "擅自占道" in page
    assert "周小明" not in page


@pytest.mark.parametrize(
    ("kind", "post", "is_seen"),
    [
        pytest.param("licences", "行政审批岗", True, id="the ledger of licences"),
        pytest.param("penalties", "行政审批岗", False, id="penalties are another post's"),
        pytest.param("penalties", "分管领导", True, id="who leads sees penalties"),
        pytest.param("commitments", "行政审批岗", True, id="who keeps commitments"),
        pytest.param("approvals", "行政审批岗", True, id="who handles applications"),
        pytest.param("approvals", "信息公开负责人", False, id="applications are another post's"),
    ],
)
def test_of_a_subject_each_sees_the_kinds_of_his_post(kind, post, is_seen, enter, desk):
    record = enter(kind)
    client = desk(post)
    assert (client.get(f"/desk/subjects/{record.subject_id}/").status_code == 200) is is_seen
    enter("licences", reference="云城管许字〔2020〕900号")
    page = client.get(f"/desk/subjects/{record.subject_id}/")
    assert (record.reference in page.content.decode()) is is_seen


@pytest.mark.parametrize("kind", KINDS)
def test_the_record_leads_to_its_subject(kind, enter, admin_client, desk):
    record = enter(kind)
    link = f"/desk/subjects/{record.subject_id}/"
    assert link in admin_client.get(f"/desk/{kind}/{record.pk}/").content.decode()


def test_pages_with_all_kinds_ask_little(
    enter, who, client, admin_client, django_assert_max_num_queries
):
    records = [enter(kind) for kind in KINDS for _ in range(5) if kind != "licences"]
    numbers = [f"云城管许字〔2020〕{number}号" for number in range(5)]
    records += [enter("licences", reference=number) for number in numbers]
    for record in records:
        if not isinstance(record, LicenceApplication):
            KINDS[record.kind][0].publish(record, **who)
    address = f"/desk/subjects/{records[0].subject_id}/"
    admin_client.get(address)
    with django_assert_max_num_queries(26):
        admin_client.get(address)
    with django_assert_max_num_queries(10):
        client.get(f"/subjects/{CODE}/")
    assert {one.subject.kind for one in records} == {SubjectKind.ORGANISATION}
