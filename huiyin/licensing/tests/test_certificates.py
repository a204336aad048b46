"""许可证: what it says, when another one is due, who reads it, and what its code tells."""

import io
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from pdfminer.high_level import extract_text

from huiyin.audit.models import Entry
from huiyin.letters import issuing
from huiyin.letters.checks import faults
from huiyin.letters.layout import to_template
from huiyin.letters.models import PaperCode
from huiyin.licensing import actions
from huiyin.licensing.certificates import CERTIFICATE
from huiyin.publicity.holders import HolderKind

pytestmark = pytest.mark.django_db
NAME = "柳青禾"


@pytest.fixture
def certified(licence, robot, morning):
    """A licence in force with its certificate."""

    def make(**values):
        record = licence(
            **{"valid_to": date(2100, 1, 1), "certificate_name": "城市建筑垃圾处置核准证",
               "certificate_number": "渣证〔2026〕7号", **values}
        )  # fmt: skip
        return actions.certify(record, actor=robot, at=morning)

    return make


def page_of(licence):
    code = PaperCode.objects.get(file=licence.certificates.last().pdf)
    return Client().get(f"/verify/{code.code}/").content.decode()


def test_the_built_in_wording_is_a_template_like_any_other():
    assert faults(to_template(CERTIFICATE.text), CERTIFICATE.vocabulary) == []


def test_a_certificate_says_what_the_ledger_says(certified):
    record = certified()
    pdf = issuing.content(record.certificates.get())
    text = extract_text(io.BytesIO(pdf))
    for said in ("渣证〔2026〕7号", record.holder_name, record.matter.name, "2100年1月1日",
                 f"统一社会信用代码：{record.holder_uscc}", record.agency.name):  # fmt: skip
        assert said in text
    (seen,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil())
    assert seen.text.startswith(f"{settings.WAGTAILADMIN_BASE_URL}/verify/")


def test_the_same_is_not_issued_twice_and_a_change_asks_for_another(certified, robot, morning):
    record = certified()
    with pytest.raises(ValidationError, match="没有变化"):
        actions.certify(record, actor=robot, at=morning)
    record = actions.amend(record, actor=robot, at=morning, values={"content": "准予处置（变更）"})
    assert "已变更" in page_of(record)
    old = PaperCode.objects.get()
    record = actions.certify(record, actor=robot, at=morning)
    assert record.certificates.count() == 2
    assert "有效" in page_of(record)
    assert "已经换发" in Client().get(f"/verify/{old.code}/").content.decode()


@pytest.mark.parametrize(
    ("values", "move", "said"),
    [
        pytest.param({}, None, "有效。", id="in force"),
        pytest.param({}, "revoke", "许可已撤销", id="revoked"),
        pytest.param({}, "cancel", "许可已注销", id="cancelled"),
        pytest.param({"valid_from": date(2099, 1, 1)}, None, "尚未到有效期", id="not yet"),
    ],
)
def test_what_a_certificate_says_now(certified, robot, morning, values, move, said):
    record = certified(**values)
    if move:
        record = actions.workflow.moves[move].run(record, actor=robot, at=morning, reason="期满")
    assert said in page_of(record)


def test_a_licence_that_is_over_gets_none(licence, robot, morning):
    with pytest.raises(ValidationError, match="已过有效期"):
        actions.certify(licence(), actor=robot, at=morning)


def test_a_natural_person_is_named_on_the_paper_alone(certified):
    record = certified(holder_name=NAME, holder_kind=HolderKind.PERSON, holder_uscc="")
    assert NAME in extract_text(io.BytesIO(issuing.content(record.certificates.get())))
    page = page_of(record)
    assert (NAME in page, record.shown_holder in page) == (False, True)


def test_each_look_at_a_certificate_is_an_entry(
    certified, client, django_user_model, bureau, robot
):
    record = certified()
    user = django_user_model.objects.create_superuser("head", password="x", name="负责人")
    client.force_login(user)
    address = f"/desk/licences/{record.pk}/certificates/{record.certificates.get().pk}.pdf"
    assert client.get(address).content[:5] == b"%PDF-"
    assert Entry.objects.last().verb == "licensing.certificate.read"
