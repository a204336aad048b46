"""Finds the existing document of a page."""

import difflib

from huiyin.disclosure.models import DocumentPage, OldAddress
from huiyin.organisations.models import Organisation

from .values import ReadPage, RefusedError

_ALIKE = 0.6
_COMPARED = 255  # characters of a title, the longest that is stored


def known(page: ReadPage, agency: Organisation) -> DocumentPage | None:
    """The document of this page, by its number, else old address, else content."""
    documents = DocumentPage.objects.select_for_update(of=("self",)).select_related("agency")
    if page.index_number:
        return _of_number(page, agency, documents.filter(index_number=page.index_number).first())
    if page.address:
        old = OldAddress.objects.filter(path=page.address.path, host=page.address.host).first()
        if old:
            documents = documents.filter(pk=old.document_id)
            document: DocumentPage | None = documents.first()
            return document
    alike: DocumentPage | None = documents.filter(
        agency=agency,
        title=page.title,
        published_at=page.published_at,
        issuer=page.issuer or page.source or agency.name,
    ).first()
    return alike


def _of_number(
    page: ReadPage, agency: Organisation, document: DocumentPage | None
) -> DocumentPage | None:
    if document is None:
        return None
    if document.agency_id != agency.pk:
        raise RefusedError(
            "index-twice", f"索引号 {page.index_number} 已是其他机关《{document.title}》的"
        )
    same_address = page.address and OldAddress.objects.filter(
        path=page.address.path, host=page.address.host, document=document
    )
    alike = difflib.SequenceMatcher(None, document.title, page.title[:_COMPARED]).ratio() >= _ALIKE
    if not (alike or (same_address and same_address.exists())):
        raise RefusedError(
            "index-twice",
            f"索引号 {page.index_number} 已用于《{document.title}》（{document.permanent_address}），"
            f"本文件的标题却是《{page.title}》；请核对哪一个是对的",
        )
    return document
