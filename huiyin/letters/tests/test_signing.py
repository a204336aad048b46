"""数字签名: what a reader of PDFs says of a paper, and what is said of keys that cannot sign."""

import io

import pytest
from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils import timezone
from pdfminer.high_level import extract_text
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from huiyin.files import typeset
from huiyin.letters import issuing, signing, verifying
from huiyin.letters.layout import to_template
from huiyin.letters.texts import LetterText
from huiyin.organisations.models import Organisation

from . import keys

RAISED = [
    pytest.param(PdfReadError("no such object"), id="a PDF that pyHanko does not read"),
    pytest.param(SigningError("bits per signature"), id="a signature that does not fit"),
    pytest.param(UnsupportedAlgorithm("SM2"), id="a key that the library does not know"),
    pytest.param(TypeError("an odd certificate"), id="an odd certificate"),
    pytest.param(OSError("disk"), id="the disk"),
]


@pytest.fixture
def place(settings, tmp_path):
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = tmp_path / "signing", keys.PASSPHRASE
    return settings.SIGNING_FOLDER


@pytest.fixture
def letter():
    text = LetterText("回执", ("| 收件人：", "内容", "日期"))
    return typeset.to_pdf(to_template(text), at=timezone.now())


def seen(pdf, certificate):
    """What pyHanko, reading the file like any reader, says of its one signature."""
    der = x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    trusted = ValidationContext(trust_roots=[der], allow_fetching=False)
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(signature, trusted)


@pytest.mark.parametrize("kind", ["RSA", "ECDSA"])
@pytest.mark.parametrize("passphrase", [keys.PASSPHRASE, ""], ids=["with a passphrase", "open"])
def test_a_signature_is_read_back(place, settings, bureau, letter, kind, passphrase):
    settings.SIGNING_PASSPHRASE = passphrase
    certificate = keys.write(signing.file_of(bureau), kind, passphrase=passphrase)
    key = signing.key_of(bureau, at=timezone.now())
    signed = signing.sign(letter, key)
    status = seen(signed, certificate)
    assert (key.name, signed.startswith(letter)) == (keys.HOLDER, True)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"


def test_a_changed_paper_is_no_longer_intact(place, bureau, letter):
    certificate = keys.write(signing.file_of(bureau))
    signed = signing.sign(letter, signing.key_of(bureau, at=timezone.now()))
    place_of_change = signed.index(b"/MediaBox")
    changed = signed[:place_of_change] + b"/mediabox" + signed[place_of_change + 9 :]
    assert not seen(changed, certificate).intact


def test_an_office_without_a_key_has_none(place, bureau):
    assert signing.key_of(bureau, at=timezone.now()) is None
    assert signing.faults() == []


UNUSABLE = [
    pytest.param({"passphrase": "another"}, "打不开", id="another passphrase"),
    pytest.param({"kind": "Ed25519"}, "不能给 PDF 签名", id="a kind that readers do not know"),
    pytest.param({"since": -400, "until": -1}, "到期", id="ended yesterday"),
    pytest.param({"since": 2}, "起有效", id="begins the day after tomorrow"),
]


@pytest.mark.parametrize(("how", "said"), UNUSABLE)
def test_a_key_that_cannot_sign_is_named_and_signs_nothing(place, bureau, caplog, how, said):
    keys.write(signing.file_of(bureau), **how)
    assert signing.key_of(bureau, at=timezone.now()) is None
    (fault,) = signing.faults()
    assert said in fault
    assert "not signed" in caplog.text


def test_what_is_no_key_file_is_named(place, bureau):
    keys.write(signing.file_of(bureau))
    signing.file_of(bureau).write_bytes(b"PK\x03\x04")
    assert signing.key_of(bureau, at=timezone.now()) is None
    assert "打不开" in signing.faults()[0]


def test_a_certificate_that_ends_soon_still_signs_and_is_named(place, bureau):
    keys.write(signing.file_of(bureau), until=20)
    assert signing.key_of(bureau, at=timezone.now())
    assert "尽早换新" in signing.faults()[0]


@pytest.mark.parametrize("uscc", ["11320000MB00000000", ""], ids=["another code", "no code"])
def test_the_key_of_one_office_never_signs_for_another(place, bureau, uscc):
    keys.write(signing.file_of(bureau))
    keys.write(place / signing.SUFFIX)
    assert signing.key_of(Organisation(name="别的机关", uscc=uscc), at=timezone.now()) is None


@pytest.mark.parametrize("error", RAISED)
def test_a_paper_that_cannot_be_signed_is_issued_and_says_so(
    place, bureau, monkeypatch, caplog, error
):
    keys.write(signing.file_of(bureau))

    def sign(*given, **options):
        raise error

    monkeypatch.setattr(signers, "sign_pdf", sign)
    document = to_template(LetterText("回执", ("| 收件人：", "内容", "日期")))
    pdf, signer = issuing.printed(document, verifying.new(), bureau, timezone.now())
    assert (signer, b"/ByteRange" in pdf) == ("", False)
    assert "没有数字签名" in extract_text(io.BytesIO(pdf))
    assert "issued unsigned" in caplog.text
    assert str(error) in caplog.text


def test_a_fault_of_our_own_stops_the_move(place, bureau, letter, monkeypatch):
    """What is no error of the signature is never mistaken for one."""
    keys.write(signing.file_of(bureau))
    key = signing.key_of(bureau, at=timezone.now())

    def sign(*given, **options):
        raise AssertionError("ours")

    monkeypatch.setattr(signers, "sign_pdf", sign)
    with pytest.raises(AssertionError, match="ours"):
        signing.sign(letter, key)
