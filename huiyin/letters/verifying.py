"""核验码: each paper that is issued bears a code by which anybody may ask what it says now."""

from datetime import date

from django.apps import apps

from huiyin.common import codes
from huiyin.files import qr
from huiyin.files.models import StoredFile
from huiyin.files.typeset import Mark
from huiyin.web.addresses import absolute

from .models import DraftedPaper, NumberedPaper, PaperCode

LENGTH = 16
"""Signs of a code: 27 to the power of 16, about 76 bits, cannot be guessed at any rate."""
AnyPaper = DraftedPaper | NumberedPaper


def new() -> str:
    return codes.new(LENGTH)


def address(code: str) -> str:
    """The whole address that the picture on the paper holds."""
    return absolute(f"/verify/{code}/")


def mark(code: str, *, is_signed: bool) -> Mark:
    """What stands at the foot of the first page."""
    lines = (
        "扫码核验本文书现在的状态，",
        f"或者打开 {absolute('/verify/')} 填写核验码",
        codes.grouped(code),
        "本文件带有数字签名" if is_signed else "本文件没有数字签名",
    )
    return Mark(qr.svg(address(code), "核验本文书的二维码").decode(), "核验本文书的二维码", lines)


def enrol(
    code: str,
    paper: AnyPaper,
    pdf: StoredFile,
    *,
    kind: str,
    organ: str,
    day: date,
    signed_by: str,
) -> None:
    """The paper that is just issued answers to this code from now on."""
    PaperCode.objects.create(
        code=code,
        file=pdf,
        about_kind=paper._meta.label_lower,
        kind=kind[:100],
        number=str(paper)[:120],
        organ=organ[:200],
        issued_on=day,
        signed_by=signed_by[:200],
    )


def found(typed: str) -> PaperCode | None:
    """The paper of a code in any spelling; None for what is no code of ours, whatever it is."""
    code = codes.plain(typed)[: LENGTH + 1]
    return PaperCode.objects.select_related("file").filter(code=code).first()


def paper_of(code: PaperCode) -> AnyPaper | None:
    """The paper itself."""
    papers = apps.get_model(code.about_kind)._default_manager
    paper: AnyPaper | None = papers.filter(pdf=code.file_id).first()
    return paper
