"""信用信息查询单: what it lists, who may issue and read it, and what its code tells later."""

import io
import re
from datetime import date, timedelta

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from pdfminer.high_level import extract_text

from huiyin.audit.models import Entry
from huiyin.commitments import actions as commitments
from huiyin.commitments.models import Commitment
from huiyin.commitments.tests.trial import commitment
from huiyin.files import keeping
from huiyin.letters.models import PaperCode
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence
from huiyin.penalties import actions as penalties
from huiyin.penalties.models import Penalty
from huiyin.penalties.tests.trial import decision
from huiyin.personal import retention
from huiyin.subjects import statements
from huiyin.subjects.models import Statement
from huiyin.throttle import limits
from huiyin.web.kept import memory

pytestmark = pytest.mark.django_db
CODE = "91341799MA2TEX01KJ"
ASKED = {"asked_by": "周小明", "purpose": "参加招标投标"}
PERSON = {
    "holder_kind": "自然人", "holder_name": "周小明", "holder_uscc": "", "holder_id": "11010519491231002X",
}  # fmt: skip


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def subject(licence, bureau, who):
    """One with a public record of each kind, a licence not yet public, a penalty kept back."""
    public = licensing.publish(licence(), **who)
    licence(reference="云城管许字〔2020〕2号")
    penalties.publish(penalties.register(decision(bureau, reference="罚1号"), **who), **who)
    penalties.register(decision(bureau, reference="罚2号", withheld="minor"), **who)
    commitments.publish(commitments.register(commitment(bureau, reference="诺1号"), **who), **who)
    commitments.register(commitment(bureau, reference="诺2号", may_be_public=False), **who)
    return public.subject


@pytest.fixture
def issue(subject, bureau, who):
    return lambda **values: statements.issue(subject, bureau, **who, **ASKED | values)


def words(paper):
    return extract_text(io.BytesIO(content(paper))).replace("\n", "")


def content(paper):
    return keeping.content_of(paper.pdf)


def verified(paper):
    code = PaperCode.objects.get(file=paper.pdf).code
    return Client().get(f"/verify/{code}/").content.decode()


def test_for_the_subject_it_lists_the_ledger_and_of_penalties_what_is_public(issue):
    said = words(issue())
    for part in ("行政许可（2件）", "行政处罚（1件）", "信用承诺（2件）", "罚1号", "诺2号", CODE,
                 "截至时间：2026年3月3日09时00分", "用途：参加招标投标"):  # fmt: skip
        assert part in said
    assert "罚2号" not in said
    assert "周小明" not in said


def test_for_everybody_it_lists_what_is_public(subject, bureau, who):
    said = words(statements.issue_public(subject, bureau, **who))
    for part in ("行政许可（1件）", "行政处罚（1件）", "信用承诺（1件）", "诺1号"):
        assert part in said
    assert not any(number in said for number in ("〔2020〕2号", "罚2号", "诺2号"))


def test_its_picture_leads_to_the_verification(issue):
    paper = issue()
    picture = pypdfium2.PdfDocument(content(paper))[0].render(scale=2).to_pil()
    (seen,) = zxingcpp.read_barcodes(picture)
    code = PaperCode.objects.get(file=paper.pdf).code
    assert seen.text == f"{settings.WAGTAILADMIN_BASE_URL}/verify/{code}/"
    page = verified(paper)
    assert "记录到今天没有变化" in page
    assert str(paper) in page
    assert "周小明" not in page


@pytest.mark.parametrize("is_public", [True, False])
def test_it_is_changed_when_the_records_are(is_public, issue, subject, bureau, who):
    paper = statements.issue_public(subject, bureau, **who) if is_public else issue()
    assert "有效" in verified(paper)
    penalties.withdraw(Penalty.objects.get(reference="罚1号"), reason="有误", **who)
    page = verified(paper)
    assert "出具以后记录有了变化" in page
    assert "罚1号" not in page


def test_what_everybody_may_not_read_changes_no_public_paper(subject, bureau, licence, who):
    paper = statements.issue_public(subject, bureau, **who)
    licence(reference="云城管许字〔2020〕3号")
    assert "记录到今天没有变化" in verified(paper)


def test_the_same_day_gives_the_same_paper_while_nothing_has_changed(subject, bureau, licence, who):
    first = statements.issue_public(subject, bureau, **who)
    assert statements.issue_public(subject, bureau, **who) == first
    tomorrow = who | {"at": who["at"] + timedelta(days=1)}
    assert statements.issue_public(subject, bureau, **tomorrow) != first
    licensing.publish(licence(reference="云城管许字〔2020〕4号"), **who)
    assert "行政许可（2件）" in words(statements.issue_public(subject, bureau, **who))


def test_numbers_follow_each_other_and_who_asked_is_kept_apart(issue):
    first, second = issue(), issue()
    assert [str(first), str(second)] == ["云城管信查〔2026〕1号", "云城管信查〔2026〕2号"]
    assert Statement.objects.get(pk=second.pk).asked_by == "周小明"
    entry = Entry.objects.filter(verb="subjects.statement.issue").last()
    assert entry.facts["purpose"] == "参加招标投标"
    assert "周小明" not in str(entry.facts)


def test_who_asked_is_forgotten_in_time(issue, who):
    paper = issue()
    one = retention.find("subjects.statements")
    assert retention.apply(one, at=who["at"] + timedelta(days=1000)) == 0
    assert retention.apply(one, at=who["at"] + timedelta(days=2000)) == 1
    assert Statement.objects.get(pk=paper.pk).asked_by == ""


def test_a_natural_person_gets_none(licence, admin_client):
    pk = licence(**PERSON).subject_id
    assert "出具查询单" not in admin_client.get(f"/desk/subjects/{pk}/").content.decode()
    assert admin_client.get(f"/desk/subjects/{pk}/statement/").status_code == 403


@pytest.mark.parametrize(
    ("post", "status"),
    [
        pytest.param("行政审批岗", 200, id="who keeps the ledger"),
        pytest.param("行政审批负责人", 200, id="the head"),
        pytest.param("分管领导", 403, id="who only looks"),
        pytest.param("热线办理岗", 403, id="who sees no subject"),
    ],
)
def test_who_may_issue_one(post, status, issue, subject, desk):
    paper, client = issue(), desk(post)
    form = f"/desk/subjects/{subject.pk}/statement/"
    assert client.get(form).status_code == status
    pdf = client.get(f"/desk/subjects/{subject.pk}/statements/{paper.pk}.pdf")
    assert pdf.status_code == status
    if status == 200:
        assert pdf.content[:5] == b"%PDF-"
        assert Entry.objects.last().verb == "subjects.statement.read"
        answer = client.post(form, {"asked_by": "", "purpose": ""})
        assert answer.status_code == 422
        answer = client.post(form, ASKED, follow=True)
        assert "已出具云城管信查〔2026〕2号" in answer.content.decode()
    else:
        client.post(form, ASKED)
        assert Statement.objects.count() == 1


def test_what_the_website_draws_is_not_among_those_of_the_desk(subject, bureau, who, admin_client):
    paper = statements.issue_public(subject, bureau, **who)
    assert str(paper) not in admin_client.get(f"/desk/subjects/{subject.pk}/").content.decode()
    address = f"/desk/subjects/{subject.pk}/statements/{paper.pk}.pdf"
    assert admin_client.get(address).status_code == 404


def test_everybody_draws_one_and_gets_it_by_its_code(subject, client):
    form = f"/subjects/{CODE}/statement/"
    assert form in client.get(f"/subjects/{CODE}/").content.decode()
    page = client.get(form)
    assert page["Cache-Control"].startswith("max-age=0")
    answer = client.post(form)
    (code,) = re.findall(rf"^{form}(\w+)\.pdf$", answer["Location"])
    pdf = client.get(answer["Location"])
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert client.get(f"/subjects/91341799MA2TEX02F7/statement/{code}.pdf").status_code == 404
    assert client.get(f"{form}{'2' * 16}.pdf").status_code == 404


def test_a_paper_that_no_longer_holds_is_handed_out_to_nobody(subject, client, who, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    address = client.post(f"/subjects/{CODE}/statement/")["Location"]
    assert client.get(address).status_code == 200
    penalties.withdraw(Penalty.objects.get(reference="罚1号"), reason="信用修复", **who)
    gone = client.get(address)
    assert (gone.status_code, "罚1号" in gone.content.decode()) == (410, False)
    assert f'href="/subjects/{CODE}/"' in gone.content.decode()
    licensing.withdraw(Licence.objects.get(published_on__isnull=False), reason="有误", **who)
    public = Commitment.objects.get(reference="诺1号")
    commitments.withdraw(public, reason="有误", **who)
    assert client.get(address).status_code == client.get(f"/subjects/{CODE}/").status_code == 404


def test_the_public_reads_the_name_of_what_is_public(subject, bureau, licence, client, who):
    """A later record that nobody outside may read does not tell its name to anybody."""
    licence(reference="云城管许字〔2020〕9号", holder_name="改名公司", decided_on=date(2026, 3, 2))
    subject.refresh_from_db()
    assert subject.name == "改名公司"
    paper = statements.issue_public(subject, bureau, **who)
    pages = [client.get(f"/subjects/{CODE}/{end}").content.decode() for end in ("", "statement/")]
    for said in (words(paper), *pages):
        assert "样例" in said
        assert "改名公司" not in said


def test_a_paper_of_the_desk_is_on_no_public_address(issue, client):
    code = PaperCode.objects.get(file=issue().pdf).code
    assert client.get(f"/subjects/{CODE}/statement/{code}.pdf").status_code == 404


def test_nothing_public_no_paper(licence, client):
    licence()
    form = f"/subjects/{CODE}/statement/"
    assert client.get(form).status_code == client.post(form).status_code == 404
    assert not Statement.objects.exists()


def test_too_many_are_told_when_to_try_again(subject, client, monkeypatch):
    monkeypatch.setitem(settings.LIMITS, limits.STATEMENTS.name, (1, 3600))
    form = f"/subjects/{CODE}/statement/"
    assert client.post(form).status_code == 302
    refused = client.post(form)
    assert (refused.status_code, "之后再试" in refused.content.decode()) == (429, True)
    assert Statement.objects.count() == 1


def test_an_agency_without_a_code_for_documents_says_so(subject, bureau, client, admin_client):
    type(bureau).objects.update(document_code="")
    assert "发文机关代字" in client.post(f"/subjects/{CODE}/statement/").content.decode()
    answer = admin_client.post(f"/desk/subjects/{subject.pk}/statement/", ASKED)
    assert "发文机关代字" in answer.content.decode()


def test_pages_ask_little(subject, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        client.get(f"/subjects/{CODE}/statement/")
