"""处罚文书 on the desk: offered to, and read by, whoever works on the case; each look is logged."""

import io

import pytest
from django.test import Client
from pdfminer.high_level import extract_text

from huiyin.audit.models import Entry
from huiyin.penalties import actions
from huiyin.penalties.tests.trial import DAY, EVIDENCE, PROPOSAL, penalty

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(bureau, robot, morning):
    who = {"actor": robot, "at": morning}
    case = actions.add_evidence(actions.register(penalty(bureau), **who), **EVIDENCE, **who)
    case = actions.propose(case, **PROPOSAL, **who)
    return actions.notify(case, notified_on=DAY, **who).papers.get()


@pytest.mark.parametrize("form", ["pdf", "docx", "receipt"])
@pytest.mark.parametrize(
    ("post", "status"),
    [("行政处罚岗", 200), ("法制审核岗", 200), ("行政处罚负责人", 200), ("分管领导", 403)],
)
def test_a_paper_is_read_by_whoever_works_on_the_case(notice, desk, post, status, form):
    client = desk(post)
    page = client.get(f"/desk/penalties/{notice.penalty_id}/").content.decode()
    address = f"/desk/penalties/{notice.penalty_id}/papers/{notice.pk}/{form}/"
    assert (address in page) is (status == 200)
    answer = client.get(address)
    assert answer.status_code == status
    assert Entry.objects.filter(verb="penalties.paper.read").count() == int(status == 200)


def test_there_is_no_other_form_and_no_paper_of_another_case(notice, desk):
    client, under = desk("行政处罚岗"), f"/desk/penalties/{notice.penalty_id}/papers"
    assert client.get(f"{under}/{notice.pk}/odt/").status_code == 404
    assert client.get(f"{under}/{notice.pk + 1}/pdf/").status_code == 404
    assert Client().get(f"{under}/{notice.pk}/pdf/").status_code == 302


@pytest.mark.parametrize(("post", "status"), [("行政处罚岗", 200), ("分管领导", 403)])
def test_the_case_file_holds_its_papers_and_what_happened(notice, desk, post, status):
    client, address = desk(post), f"/desk/penalties/{notice.penalty_id}/case-file/"
    page = client.get(f"/desk/penalties/{notice.penalty_id}/").content.decode()
    assert (address in page) is (status == 200)
    answer = client.get(address)
    assert answer.status_code == status
    assert Entry.objects.filter(verb="penalties.case-file.read").count() == int(status == 200)
    if status == 200:
        text = "".join(extract_text(io.BytesIO(answer.content)).split())
        for part in ("行政处罚案卷", notice.penalty.holder_name, notice.document_number, "现场检查笔录",
                     "事先告知", "拟作出的行政处罚"):  # fmt: skip
            assert part in text
