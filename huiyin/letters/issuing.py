"""From filled words to a numbered paper: Word and PDF, sealed, in the transaction of its move."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from huiyin.casework.numbering import next_number
from huiyin.common import days
from huiyin.files import keeping, typeset, word
from huiyin.files.models import StoredFile
from huiyin.organisations.models import Organisation

from . import signing, verifying
from .models import DraftedPaper, NumberedPaper

logger = logging.getLogger(__name__)
Words = Mapping[str, str | list[str]]
"""Placeholder → what stands there; several paragraphs as a list."""
WordsOfPaper = dict[str, str | list[str]]
"""The same, while they are put together."""


def give_number(
    paper: DraftedPaper, series: str, year: int, beside: "QuerySet[DraftedPaper]"
) -> None:
    """The next number of the series in this year; the transaction keeps or returns it.

    A paper that replaces one of `beside` (the papers of the same matter) which was never sent
    takes over its number.
    """
    paper.series, paper.year = series, year
    borne = type(paper)._default_manager.filter(series=series, year=year, voided_at__isnull=True)
    before = beside.filter(
        series=series, year=year, voided_at__isnull=False, number__isnull=False
    ).last()
    paper.number = before.number if before else None
    while paper.number is None or borne.filter(number=paper.number).exists():
        paper.number = next_number(f"{paper._meta.label_lower}.{series}", year)


def write(
    paper: DraftedPaper,
    title: str,
    template: bytes,
    words: Words,
    *,
    agency: Organisation,
    at: datetime,
) -> None:
    """Fill the template and keep the Word file and its PDF, named by number and title.

    A paper with a number is issued: its PDF bears a code, by which it can be verified, and the
    signature of the agency. `words` say 机关名称.
    """
    named = f"{paper.document_number} {title}".strip()
    filled = word.fill(template, words, title=named, at=at)
    paper.docx = keeping.keep_sealed(f"{named}.docx", word.MEDIA_TYPE, filled)
    if paper.document_number:
        paper.pdf = _issued(paper, filled, title, agency, str(words["机关名称"]), at=at)
    else:
        draft = typeset.to_pdf(filled, at=at)
        paper.pdf = keeping.keep_sealed(f"{named}.pdf", typeset.MEDIA_TYPE, draft)


def _issued(
    paper: verifying.AnyPaper,
    document: bytes,
    title: str,
    agency: Organisation,
    organ: str,
    *,
    at: datetime,
) -> StoredFile:
    """The PDF with its code, signed where the agency has a key that signs it, sealed."""
    code = verifying.new()
    content, signer = printed(document, code, agency, at)
    pdf = keeping.keep_sealed(f"{paper} {title}.pdf", typeset.MEDIA_TYPE, content)
    verifying.enrol(
        code, paper, pdf, kind=title, organ=organ, day=timezone.localdate(at),
        signed_by=signer,
    )  # fmt: skip
    return pdf


def printed(document: bytes, code: str, agency: Organisation, at: datetime) -> tuple[bytes, str]:
    """The PDF and whose signature it bears; without one it says so, and the log says why."""
    key = signing.key_of(agency, at=timezone.now())
    if key is not None:
        pdf = typeset.to_pdf(document, at=at, mark=verifying.mark(code, is_signed=True))
        try:
            return signing.sign(pdf, key), key.name
        except signing.NotSignedError as reason:
            logger.error("a paper of %s is issued unsigned: %s", agency.uscc, reason)
    return typeset.to_pdf(document, at=at, mark=verifying.mark(code, is_signed=False)), ""


def content(paper: DraftedPaper) -> bytes:
    """The PDF of a paper, as it was stored.

    Raises:
        ValueError: the stored file is missing or was changed.
    """
    if paper.pdf is None:
        raise ValueError(f"文书 {paper.pk} 没有文件")
    return keeping.content_of(paper.pdf)


def series_of(agency: Organisation, letters: str) -> str:
    """What stands before the year of a number.

    Raises:
        ValidationError: the agency has no code for its documents.
    """
    if not agency.document_code:
        raise ValidationError("请先在机构资料中填写发文机关代字")
    return agency.document_code + letters


def addressed(*, is_person: bool) -> str:
    """称谓: 您 to a natural person, 贵单位 to everybody else."""
    return "您" if is_person else "贵单位"


def usual_words(agency: Organisation, title: str, number: str, at: datetime) -> WordsOfPaper:
    """What every paper of an agency says, whatever else it says."""
    return {
        "机关名称": agency.on(at).name,
        "文书名称": title,
        "文号": number,
        "联系方式": f"（联系电话：{agency.telephone}）" if agency.telephone else "",
        "成文日期": days.written(timezone.localdate(at)),
    }


def number_and_keep(
    paper: NumberedPaper,
    title: str,
    draw: Callable[[], bytes],
    *,
    agency: Organisation,
    at: datetime,
) -> None:
    """Store it under the next number of its series, with the Word file that `draw` makes, and a PDF.

    The PDF bears a code, under which the agency is named, and its signature. Part of the caller's transaction: where it
    is undone, the number is free again.
    """
    paper.number = next_number(f"{paper._meta.app_label}.{paper.series}", paper.year)
    document = draw()
    paper.docx = keeping.keep_sealed(f"{paper} {title}.docx", word.MEDIA_TYPE, document)
    paper.pdf = _issued(paper, document, title, agency, agency.on(at).name, at=at)
    paper.full_clean()
    paper.save()


def lines(text: str) -> list[str]:
    """The paragraphs of what was typed, as a paper has them."""
    return [line.strip() for line in text.splitlines() if line.strip()]
