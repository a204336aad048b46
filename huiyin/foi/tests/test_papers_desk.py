"""文书 on the desk: who may make, read and freeze letters; what each door answers."""

from datetime import date

import pytest

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.foi.models import Paper
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts

from . import paper_samples as samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning)


@pytest.fixture
def sign_in(client, robot, morning):
    def enter(agency, post):
        user = User.objects.create_user("someone", password="x", name="张某")
        appoint(user, ensure_posts(agency)[post], actor=robot, at=morning, since=date(2020, 1, 1))
        client.force_login(user)
        return client

    return enter


def test_a_letter_is_made_read_and_frozen(sign_in, bureau, case):
    client = sign_in(bureau, "信息公开岗")
    base = f"/desk/foi/{case.pk}/papers/"
    assert "还没有文书" in client.get(base).content.decode()
    assert client.get(f"{base}new/receipt/").status_code == 200
    assert client.post(f"{base}new/receipt/", {"unused": "1"}).status_code == 302
    paper = Paper.objects.get()
    word = client.get(f"{base}{paper.pk}/docx/")
    assert word.content[:2] == b"PK"
    assert client.get(f"{base}{paper.pk}/pdf/").content[:5] == b"%PDF-"
    assert Entry.objects.filter(verb="foi.material.read").count() == 2
    client.post(f"{base}{paper.pk}/freeze/")
    paper.refresh_from_db()
    assert paper.document_number.endswith("〕1号")
    assert paper.document_number in client.get(base).content.decode()
    assert client.post(f"{base}{paper.pk}/freeze/").status_code == 409


def test_what_is_missing_is_named_and_nothing_is_made(sign_in, bureau, case):
    client = sign_in(bureau, "信息公开岗")
    answer = client.post(f"/desk/foi/{case.pk}/papers/new/correction/", {"补正事项": ""})
    assert answer.status_code == 422
    assert "请填写补正事项" in answer.content.decode()
    assert not Paper.objects.exists()


def test_an_answer_is_not_offered_and_not_made_here(sign_in, bureau, case):
    client = sign_in(bureau, "信息公开岗")
    base = f"/desk/foi/{case.pk}/papers/"
    assert "new/answer/" not in client.get(base).content.decode()
    assert client.get(f"{base}new/answer/").status_code == 409


def test_the_case_file_is_one_pdf(sign_in, bureau, case):
    answer = sign_in(bureau, "信息公开岗").get(f"/desk/foi/{case.pk}/case.pdf")
    assert answer.content[:5] == b"%PDF-"
    assert Entry.objects.filter(verb="foi.case-file").exists()


@pytest.mark.parametrize(
    ("post", "address", "status"),
    [
        pytest.param("行政审批岗", "papers/", 403, id="licensing sees no register"),
        pytest.param("分管领导", "papers/", 200, id="the leader sees the list"),
        pytest.param("分管领导", "papers/new/receipt/", 403, id="but makes no letters"),
        pytest.param("分管领导", "case.pdf", 403, id="nor reads personal data"),
        pytest.param("信息公开岗", "papers/new/none/", 404, id="an unknown kind"),
        pytest.param("信息公开岗", "papers/99/pdf/", 404, id="an unknown letter"),
        pytest.param("信息公开岗", "files/99/", 404, id="an unknown file"),
    ],
)
def test_who_may_what(sign_in, bureau, case, post, address, status):
    assert sign_in(bureau, post).get(f"/desk/foi/{case.pk}/{address}").status_code == status


def test_another_agency_finds_nothing(sign_in, case):
    other = Organisation.objects.create(name="别局", short_name="别局", slug="bj", is_agency=True)
    client = sign_in(other, "信息公开岗")
    assert client.get(f"/desk/foi/{case.pk}/papers/").status_code == 404


def test_a_visitor_is_sent_to_sign_in(client, case):
    assert client.get(f"/desk/foi/{case.pk}/papers/").status_code == 302
