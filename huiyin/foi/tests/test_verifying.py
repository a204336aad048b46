"""核验: the picture on a paper leads to what it says now, and to nothing that it does not say."""

import io
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from pdfminer.high_level import extract_text

from huiyin.common import codes
from huiyin.foi import actions, papers
from huiyin.foi.models import Outcome, Paper, RemedyKind
from huiyin.letters import issuing, signing, verifying
from huiyin.letters.models import PaperCode
from huiyin.letters.tests import keys
from huiyin.throttle.models import Spent

from . import factories
from . import paper_samples as samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(bureau, robot, morning):
    """An answer that was drafted, reviewed and signed."""
    case = samples.application(bureau, robot, morning)
    drafted = factories.draft(case, robot, morning, text=factories.TEXT)
    reviewed = actions.review(drafted, actor=robot, at=morning, **factories.OPINIONS)
    return actions.sign(reviewed, actor=robot, at=morning)


@pytest.fixture
def code(signed):
    return PaperCode.objects.get()


def said(answer):
    """What the page says; its frame names the address that was asked."""
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def asked(typed, client=None):
    return (client or Client()).get(f"/verify/{typed}/")


def test_the_picture_on_the_paper_leads_to_its_page(signed, code):
    pdf = issuing.content(signed.papers.get())
    first = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil()
    (seen,) = zxingcpp.read_barcodes(first)
    assert seen.text == f"{settings.WAGTAILADMIN_BASE_URL}/verify/{code.code}/"
    assert codes.grouped(code.code) in extract_text(io.BytesIO(pdf))
    assert asked(code.code).status_code == 200


def test_a_draft_bears_no_code(bureau, robot, morning):
    case = samples.application(bureau, robot, morning)
    paper = papers.draw(case, "receipt", actor=robot, at=morning, facts={})
    page = pypdfium2.PdfDocument(issuing.content(paper))[0].render(scale=2).to_pil()
    assert (zxingcpp.read_barcodes(page), PaperCode.objects.count()) == ([], 0)


def test_the_page_says_what_stands_on_the_paper_and_no_name(signed, code):
    page = asked(code.code).content.decode()
    paper = signed.papers.get()
    for said in ("有效", paper.document_number, "政府信息公开申请答复书", signed.agency.name):
        assert said in page
    assert f"{paper.pdf.sha256[:8]}……{paper.pdf.sha256[-8:]}" in page
    for hidden in (signed.applicant_name, signed.reference, factories.TEXT):
        assert hidden not in page


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(lambda code: codes.grouped(code).lower(), id="lower case with hyphens"),
        pytest.param(lambda code: f" {code[:8]} {code[8:]} ", id="with spaces"),
    ],
)
def test_a_code_is_known_in_any_spelling(code, typed):
    assert Client().get("/verify/", {"code": typed(code.code)}).status_code == 200


@pytest.mark.parametrize(
    "typed",
    ["AAAABBBBCCCCDDDD", "x", "漢字", "A" * 300, "%00", "' OR 1=1 --", "ABCD-EFGH"],
)
def test_what_is_no_code_of_ours_has_one_answer(
    code, typed, django_assert_num_queries, client, settings
):
    """By one way as well: the same statements, the same page, the same count against who asks."""
    client.get("/verify/warm/")
    first = client.get("/verify/ZZZZ/")
    with django_assert_num_queries(4):
        answer = client.get("/verify/", {"code": typed})
    assert (answer.status_code, first.status_code) == (404, 404)
    assert said(answer) == said(first)
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_right_code_costs_nothing_and_is_never_kept(code):
    answer = asked(code.code)
    assert "no-store" in answer["Cache-Control"]
    assert not Spent.objects.exists()


def test_whoever_holds_a_paper_is_answered_after_others_guessed(code, settings):
    settings.LIMITS = settings.LIMITS | {"GUESSES_NET": (1, 3600)}
    answers = [asked(one).status_code for one in ("none", "none", code.code)]
    assert answers == [404, 429, 200]


def test_an_answer_that_was_taken_back_is_valid_no_more(signed, code, robot, morning):
    actions.return_draft(signed, actor=robot, at=morning, reason="有误")
    page = asked(code.code).content.decode()
    assert ("已失效" in page, "有效。" in page) == (True, False)


def test_an_answer_that_a_court_corrected_is_changed(signed, code):
    signed.remedies.create(
        kind=RemedyKind.LITIGATION, organ="云溪区人民法院", filed_on=date(2026, 4, 1),
        outcome=Outcome.CORRECTED, decided_on=date(2026, 6, 1),
    )  # fmt: skip
    assert "已变更" in asked(code.code).content.decode()


def test_a_code_goes_with_its_paper_alone(signed, code):
    paper = verifying.paper_of(code)
    assert (type(paper), paper.pk) == (Paper, signed.papers.get().pk)


@pytest.mark.parametrize("has_key", [False, True], ids=["without a key", "with a key"])
def test_a_paper_says_whether_it_is_signed(has_key, bureau, robot, morning, settings, tmp_path):
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = tmp_path, keys.PASSPHRASE
    if has_key:
        keys.write(signing.file_of(bureau))
    case = samples.application(bureau, robot, morning)
    drafted = factories.draft(case, robot, morning, text=factories.TEXT)
    reviewed = actions.review(drafted, actor=robot, at=morning, **factories.OPINIONS)
    signed = actions.sign(reviewed, actor=robot, at=morning)
    pdf, code = issuing.content(signed.papers.get()), PaperCode.objects.get()
    assert (b"/ByteRange" in pdf) is has_key
    assert code.signed_by == (keys.HOLDER if has_key else "")
    assert ("带有数字签名" in extract_text(io.BytesIO(pdf))) is has_key
    assert (keys.HOLDER in said(asked(code.code))) is has_key
