"""Cases on the page of a subject: those that name its code, for whoever sees each of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from huiyin.audit.models import Entry
from huiyin.credit import actions as repairs
from huiyin.credit.tests import trial as credit
from huiyin.penalties.models import Penalty
from huiyin.subjects.models import Subject, SubjectKind

pytestmark = pytest.mark.django_db
CODE, OTHER, OLD = "91341799MA2TEX01KJ", "91341799MA2TEX02F7", "91341799MA2TEX011T"
COMPANY = {
    "applicant_kind": "company", "applicant_name": "云溪市另一个名称公司", "applicant_uscc": CODE,
}  # fmt: skip


@pytest.fixture
def penalty(bureau, morning):
    """Of a subject that everybody here sees who may look subjects up, or nearly so."""
    return credit.published(bureau, morning)


@pytest.fixture
def ask(application, penalty):
    """An application for information by an organisation."""
    return lambda **values: application(**(COMPANY | values))


@pytest.fixture
def repair(penalty, robot, morning):
    return repairs.register(credit.repair(penalty), actor=robot, at=morning)


@pytest.fixture
def licence_too(licence):
    """So that posts that do not see penalties see the subject."""
    return licence(holder_uscc=CODE)


def parts(client, subject):
    """Heading with its count → the numbers listed below."""
    page = html.fromstring(client.get(f"/desk/subjects/{subject}/").content)
    found = page.xpath("//section[.//table]")
    return {
        " ".join(one.xpath("string(h2)").split()): one.xpath(".//td[3]/a/text()") for one in found
    }


def test_it_is_listed_under_the_code_it_gives(ask, penalty, admin_client):
    named, unnamed = ask(), ask(applicant_uscc=OTHER)
    person = ask(applicant_kind="person", applicant_name="周小明")
    without = ask(applicant_uscc="")
    known = parts(admin_client, penalty.subject_id)
    assert known["依申请公开 1 件"] == [named.reference]
    page = admin_client.get(f"/desk/subjects/{penalty.subject_id}/").content.decode()
    for one in (unnamed, person, without):
        assert one.reference not in page
    assert f"/desk/foi/{named.pk}/" in page


def test_nothing_of_it_is_kept_with_the_subject(ask, penalty, admin_client):
    ask()
    page = admin_client.get(f"/desk/subjects/{penalty.subject_id}/").content.decode()
    assert COMPANY["applicant_name"] not in page
    assert Subject.objects.count() == 1
    found = admin_client.get("/desk/subjects/?q=另一个名称").content.decode()
    assert f"/desk/subjects/{penalty.subject_id}/" not in found


def test_a_joined_code_counts(ask, penalty, admin_client):
    Subject.objects.create(
        kind=SubjectKind.ORGANISATION, uscc=OLD, name="旧代码", held_by_id=penalty.subject_id
    )
    asked = ask(applicant_uscc=OLD)
    assert parts(admin_client, penalty.subject_id)["依申请公开 1 件"] == [asked.reference]


def test_a_repair_stands_beside_its_penalty(repair, penalty, admin_client):
    known = parts(admin_client, penalty.subject_id)
    assert known["信用修复 1 件"] == [repair.reference]


def test_of_a_natural_person_no_case_is_looked_for(ask, penalty, admin_client):
    ask()
    person = Subject.objects.create(kind=SubjectKind.PERSON, digest="f" * 64)
    Penalty.objects.filter(pk=penalty.pk).update(subject=person)
    assert list(parts(admin_client, person.pk)) == ["行政处罚 1 件"]


@pytest.mark.parametrize(
    ("post", "rooms"),
    [
        pytest.param("分管领导", {"依申请公开", "信用修复"}, id="who leads sees both"),
        pytest.param("信息公开负责人", {"依申请公开"}, id="repairs are another post's"),
        pytest.param("行政审批岗", set(), id="neither line nor count"),
    ],
)
def test_each_case_is_under_the_right_of_its_room(
    ask, repair, licence_too, penalty, desk, post, rooms
):
    asked = ask()
    client = desk(post)
    known = parts(client, penalty.subject_id)
    assert {name.split()[0] for name in known} & {"依申请公开", "信用修复"} == rooms
    page = client.get(f"/desk/subjects/{penalty.subject_id}/").content.decode()
    assert (asked.reference in page) is ("依申请公开" in rooms)
    assert (repair.reference in page) is ("信用修复" in rooms)


def test_cases_of_another_agency_are_not_counted(ask, licence_too, penalty, other_bureau, desk):
    ask(), ask(agency=other_bureau)
    known = parts(desk("信息公开负责人"), penalty.subject_id)
    assert len(known["依申请公开 1 件"]) == 1


def test_a_case_alone_opens_no_subject(ask, licence_too, penalty, desk):
    ask()
    hidden = Subject.objects.create(kind=SubjectKind.ORGANISATION, uscc=OTHER, name="没有记录")
    ask(applicant_uscc=OTHER)
    client = desk("信息公开负责人")
    assert client.get(f"/desk/subjects/{penalty.subject_id}/").status_code == 200
    assert client.get(f"/desk/subjects/{hidden.pk}/").status_code == 404


def test_the_look_is_logged_once(ask, repair, penalty, admin_client):
    ask()
    admin_client.get(f"/desk/subjects/{penalty.subject_id}/")
    assert Entry.objects.filter(verb="subjects.subject.read").count() == 1


def test_many_cases_ask_no_more(ask, repair, penalty, admin_client):
    address = f"/desk/subjects/{penalty.subject_id}/"
    counts = []
    for more in (1, 1, 4):  # the first one fills what is remembered
        for _ in range(more):
            ask()
        with CaptureQueriesContext(connection) as asked:
            admin_client.get(address)
        counts.append(len(asked))
    assert counts[2] <= counts[1]
