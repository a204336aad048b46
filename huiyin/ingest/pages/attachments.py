"""附件 and pictures of an imported page, stored if they were saved with it."""

import hashlib
from dataclasses import dataclass, field

from django.core.files.base import ContentFile

from huiyin.disclosure.models import DocumentAttachment, DocumentPage
from huiyin.files import unseen
from huiyin.files.models import StoredFile

from . import links
from .sources import LARGEST_ATTACHMENT, File, Tree
from .values import Link, ReadPage, RefusedError, Remark


@dataclass(frozen=True)
class Taken:
    """A stored file of the tree, and how to undo that."""

    inner: str
    file: StoredFile | None
    is_new: bool

    def discard(self) -> None:
        """Remove the content of a file whose record was not kept."""
        if self.is_new and self.file is not None:
            self.file.content.delete(save=False)


@dataclass
class Intake:
    """The result for the links of one page."""

    attachments: list[DocumentAttachment] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    """link as written → address on this site, or the full old one"""
    files: list[Taken] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def take_in(
    page: ReadPage, tree: Tree, file: File, document: DocumentPage | None, *, write: bool
) -> Intake:
    """Store the files saved with the page whose content is right; remark on missing ones.

    Without `write` (a trial run) nothing reaches the disk.
    """
    intake = Intake()
    known = _known(document)
    missing_pictures = 0
    for link in page.links:
        saved = tree.find(file, link.href, link.name) if link.extension else None
        stored = _store(link, saved, known, intake, write) if saved else None
        if stored is not None and write:
            intake.addresses[link.href] = stored.get_absolute_url()
        elif link.url:
            intake.addresses[link.href] = link.url
        if link.picture:
            missing_pictures += stored is None
            continue
        if saved is None:
            intake.remarks.append(
                Remark("attachment-missing", f"附件“{link.name}”没有随网页保存，只记下名称和原地址")
            )
        old = (link.url or link.href)[:500]
        intake.attachments.append(
            DocumentAttachment(name=link.name, file=stored if write else None, old_address=old)
        )
    if missing_pictures:
        message = f"正文有{missing_pictures}张图片没有随网页保存，仍指向原网站"
        intake.remarks.append(Remark("picture-missing", message))
    return intake


def _known(document: DocumentPage | None) -> dict[tuple[str, str], StoredFile]:
    """The document's files by name and digest, so that a second import stores nothing twice."""
    if document is None:
        return {}
    files = [item.file for item in document.attachments.select_related("file") if item.file]
    files += StoredFile.objects.filter(pk__in=_linked(document.body))
    return {(item.name, item.sha256): item for item in files}


def _linked(body: str) -> set[int]:
    parts = body.split('="/files/')[1:]
    return {int(number) for part in parts if (number := part.partition("/")[0]).isdigit()}


def _store(
    link: Link, saved: File, known: dict[tuple[str, str], StoredFile], intake: Intake, write: bool
) -> StoredFile | None:
    kind = "图片" if link.picture else "附件"
    if saved.size > LARGEST_ATTACHMENT:
        limit = LARGEST_ATTACHMENT // 1024 // 1024
        intake.remarks.append(
            Remark("attachment-large", f"{kind}“{link.name}”超过{limit}MB，没有保存")
        )
        return None
    name = _file_name(link)
    try:
        content, remark = _content(saved, link, name)
    except RefusedError as error:
        refusal = error.remark
        intake.remarks.append(Remark(refusal.code, f"{kind}“{link.name}”{refusal.message}"))
        return None
    if remark:
        intake.remarks.append(Remark("attachment-not-inspected", f"{kind}“{link.name}”{remark}"))
    digest = hashlib.sha256(content).hexdigest()
    stored = known.get((name, digest))
    is_new = stored is None and write
    if stored is None:
        stored = StoredFile(
            name=name,
            media_type=links.MEDIA_TYPES[link.extension],
            size=len(content),
            sha256=digest,
            is_public=True,
        )
    intake.files.append(Taken(saved.inner, stored, is_new))
    if is_new:
        stored.content.save(name, ContentFile(content), save=False)
        stored.save()
        known[name, digest] = stored
    return stored


def _content(saved: File, link: Link, name: str) -> tuple[bytes, str]:
    """The publishable content of a file, without hidden parts; or why that is unknown.

    Raises:
        RefusedError: it is not stored, and why.
    """
    try:
        content = saved.content(LARGEST_ATTACHMENT)
    except (RefusedError, OSError) as error:
        raise RefusedError("attachment-unreadable", f"无法读取（{error}）") from error
    if not links.fits(link.extension, content):
        message = f"的内容与扩展名 .{link.extension} 不符，没有保存"
        raise RefusedError("attachment-content", message)
    try:
        return unseen.clean(content, name), ""
    except unseen.NotInspectedError as error:
        # it was public on the old portal; pictures of unsupported kinds need no remark
        return content, "" if link.picture else f"照原样保存：{error}"
    except unseen.CannotCleanError as error:
        message = f"带有看不见的内容，没有保存：{error}"
        raise RefusedError("attachment-unseen", message) from error


def _file_name(link: Link) -> str:
    """The attachment's name with its extension, without what a path or header could stumble over."""
    name = "".join(c for c in link.name if c.isprintable() and c not in '/\\:*?"<>|%#').strip(" .")
    ending = f".{link.extension}"
    return (name if name.lower().endswith(ending) else f"{name[: 255 - len(ending)]}{ending}")[
        -255:
    ]
