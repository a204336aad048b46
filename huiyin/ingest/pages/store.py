"""旧站网页导入: read pages become documents of the disclosure catalogue, each in its own transaction."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.disclosure.models import ColumnPage, DocumentPage, OldAddress
from huiyin.ingest import batches
from huiyin.organisations.models import Organisation
from huiyin.web.html import to_text

from . import columns, sources, summaries
from .attachments import Taken, take_in
from .bounded import BEYOND, read_within
from .indexnumbers import front_code
from .known import known
from .values import ReadPage, RefusedError, Remark
from .ways import Way, in_manuscript, way_of

logger = logging.getLogger(__name__)

_FIELDS = [
    "title",
    "index_number",
    "doc_number",
    "issuer",
    "formed_on",
    "published_at",
    "category",
    "theme",
    "genre",
    "validity",
    "effective_on",
    "abolished_on",
    "keywords",
    "source",
    "author",
    "summary",
    "body",
]
_UNKNOWN_LINK = re.compile(
    r"(<(?:a|img)\b[^>]*?) (?:href|src)=\"(?!https?://|mailto:|#|/files/)[^\"]*\""
)


@dataclass(frozen=True)
class Result:
    """The result for one file."""

    file: str
    status: str
    index_number: str = ""
    title: str = ""
    issuer: str = ""
    doc_number: str = ""
    formed_on: date | None = None
    published_at: datetime | None = None
    category: str = ""
    theme: str = ""
    source: str = ""
    columns: tuple[str, ...] = ()
    body_chars: int = 0
    attachments: int = 0
    reason: str = ""
    """why it was rejected"""
    warnings: tuple[Remark, ...] = ()


NOTED = 20
"""Number of pages after which a batch stores its progress."""
MOST_BEYOND = 3
"""Pages of a run that may meet the limits; whoever sends more of them gets nothing read any more."""


@dataclass
class Importer:
    """One run of an import for one agency; within a run the first file of a number counts."""

    agency: Organisation
    actor: Actor
    at: datetime
    column: ColumnPage | None = None
    dry_run: bool = False
    way: Way | None = None
    """How pages become documents; None: by the actor, and whether there is a migration."""
    _beyond: int = 0
    _seen: dict[tuple[Any, ...], Result] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._way: Way = self.way or way_of(self.agency, self.actor, self.at)

    def run(self, paths: list[Path]) -> Iterator[Result]:
        """Every file of every path, in order; one bad file never stops the others."""
        if self.dry_run:
            yield from self._read(paths)
            return
        batch = batches.begin_pages(paths, self.agency, self.actor, self.at)
        with batches.under_way(batch):
            for number, result in enumerate(self._read(paths), start=1):
                setattr(batch, result.status, getattr(batch, result.status) + 1)
                batch.rows_read = number
                if number % NOTED == 0:
                    batch.save()
                yield result
            batch.is_complete = True
            batch.save()

    def _read(self, paths: list[Path]) -> Iterator[Result]:
        for tree in sources.trees(paths):
            yield from self._run_tree(tree)

    def _run_tree(self, tree: sources.Tree) -> Iterator[Result]:
        taken: dict[str, tuple[str, str]] = {}
        later: list[tuple[sources.File, Result]] = []
        for file in tree.listed:
            if reason := file.reason():
                later.append((file, _rejected(file.name, Remark("not-a-page", reason))))
                continue
            result, used = self._take(tree, file)
            taken |= dict.fromkeys(used, (result.status, file.name))
            if result.status == "rejected" and file.extension == "txt":
                later.append((file, result))  # it may turn out to be an attachment of a page
            else:
                yield result
        for file, result in later:
            if file.inner in taken and not file.refused:
                status, page = taken[file.inner]
                remark = Remark("attachment-of", f"已随“{page}”作为附件或图片保存")
                yield Result(file.name, status, title=file.name, warnings=(remark,))
            else:
                yield result

    def _take(self, tree: sources.Tree, file: sources.File) -> tuple[Result, list[str]]:
        stored: list[Taken] = []
        try:
            if self._beyond >= MOST_BEYOND:
                raise RefusedError("skipped", "前面有几个网页未能在限定时间内读完，没有再读")
            sheet = (lambda href: tree.sheet(file, href)) if tree.has_sheets else None
            page = read_within(file.page_bytes(), file.extension, self.at, sheet)
            if again := self._same_again(page, file):
                return again, []
            with transaction.atomic():
                result = self._store(page, tree, file, stored)
                if self.dry_run:
                    transaction.set_rollback(True)
            self._seen[_key(page)] = result
        except Exception as error:
            self._beyond += isinstance(error, RefusedError) and error.remark.code == BEYOND
            for item in stored:
                item.discard()
            return _rejected(file.name, _reason(error, file)), []
        return result, [item.inner for item in stored]

    def _store(
        self, page: ReadPage, tree: sources.Tree, file: sources.File, stored: list[Taken]
    ) -> Result:
        document = known(page, self.agency)
        if document is not None and (kept := in_manuscript(document)):
            names = tuple(self._column_names(document))
            return _result(file.name, "unchanged", document, names, 0, [kept])
        remarks = list(page.remarks)
        values, more = self._values(page)
        intake = take_in(page, tree, file, document, write=not self.dry_run)
        stored += intake.files
        values["body"] = _finish_body(values["body"], intake.addresses)
        remarks += [*more, *intake.remarks]
        if document is None:
            document, status, remarks = self._create(page, values, intake.attachments, remarks)
        else:
            remarks = [remark for remark in remarks if remark.code != "index-missing"]
            status = self._update(page, document, values, intake.attachments, remarks)
        names = tuple(self._column_names(document))
        result = _result(file.name, status, document, names, len(intake.attachments), remarks)
        if self.dry_run and not page.index_number and status == "created":
            return replace(result, index_number="")  # the number was released
        return result

    def _create(
        self, page: ReadPage, values: dict[str, Any], files: list[Any], remarks: list[Remark]
    ) -> tuple[DocumentPage, str, list[Remark]]:
        column, placed = columns.place(page, self.agency, self.column, actor=self.actor, at=self.at)
        document, more = self._way.create(
            column,
            self.agency,
            values,
            attachments=files,
            old_address=self._address(page, None, remarks),
            actor=self.actor,
            at=self.at,
        )
        return document, "created", [*remarks, *placed, *more]

    def _update(
        self,
        page: ReadPage,
        document: DocumentPage,
        values: dict[str, Any],
        files: list[Any],
        remarks: list[Remark],
    ) -> str:
        differing = {
            name: value for name, value in values.items() if getattr(document, name) != value
        }
        changed = self._way.update(
            document,
            differing,
            attachments=files,
            old_address=self._address(page, document, remarks),
            actor=self.actor,
            at=self.at,
        )
        return "updated" if changed else "unchanged"

    def _same_again(self, page: ReadPage, file: sources.File) -> Result | None:
        """The result for a document that a file of this run already brought; another title is refused."""
        first = self._seen.get(_key(page))
        if first is None:
            return None
        if first.title != page.title:
            raise RefusedError(
                "index-twice",
                f"索引号 {page.index_number} 已用于文件“{first.file}”的《{first.title}》，"
                f"同一个索引号不能给两条信息；请核对哪一个是对的",
            )
        remark = Remark("duplicate-file", f"与文件“{first.file}”是同一条信息，以先读到的为准")
        return replace(first, file=file.name, status="unchanged", warnings=(remark,))

    def _values(self, page: ReadPage) -> tuple[dict[str, Any], list[Remark]]:
        """The field values of a page; fields it does not give stay as they are."""
        values = {
            name: getattr(page, name) for name in _FIELDS if getattr(page, name) not in ("", None)
        }
        values.setdefault("body", "")
        values["summary"] = summaries.written(page.summary, to_text(values["body"]))
        remarks = []
        if not page.issuer:
            values["issuer"] = page.source or self.agency.name
            remarks.append(Remark("issuer-missing", f"网页没有发布机构，填为“{values['issuer']}”"))
        if not page.source:
            values["source"] = values["issuer"]
        front = front_code(page.index_number)
        if front and front != self.agency.uscc:
            other = Organisation.objects.filter(uscc=front).first()
            if other:
                remarks.append(
                    Remark(
                        "issuer-differs",
                        f"索引号的机构代码属于“{other.name}”，不是“{self.agency.name}”",
                    )
                )
        return values, remarks

    def _address(
        self, page: ReadPage, document: DocumentPage | None, remarks: list[Remark]
    ) -> tuple[str, str] | None:
        """The old address to note; one that another document holds is left with it."""
        if page.address is None:
            return None
        old = OldAddress.objects.filter(path=page.address.path).select_related("document").first()
        if old and (document is None or old.document_id != document.pk):
            remarks.append(
                Remark(
                    "address-taken",
                    f"原地址 {page.address.path} 已指向《{old.document.title}》，未改动",
                )
            )
            return None
        if old and old.host == page.address.host:
            return None
        return page.address.host, page.address.path

    def _column_names(self, document: DocumentPage) -> Iterator[str]:
        ancestors = document.get_ancestors().type(ColumnPage).values_list("title", flat=True)
        yield from ancestors


def _finish_body(markup: str, addresses: dict[str, str]) -> str:
    """Links to stored files point to them; relative links to the old site are removed."""
    for href, url in addresses.items():
        for attribute in ("href", "src"):
            markup = markup.replace(f'{attribute}="{escape(href)}"', f'{attribute}="{escape(url)}"')
    return _UNKNOWN_LINK.sub(r"\1", markup)


def _result(
    file: str,
    status: str,
    document: DocumentPage,
    names: tuple[str, ...],
    files: int,
    remarks: list[Remark],
) -> Result:
    text = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", document.body))
    return Result(
        file,
        status,
        document.index_number,
        document.title,
        document.issuer,
        document.doc_number,
        document.formed_on,
        document.published_at,
        document.category,
        document.theme,
        document.source,
        names,
        len(text),
        files,
        warnings=tuple(dict.fromkeys(remarks)),
    )


def _rejected(file: str, remark: Remark) -> Result:
    return Result(file, "rejected", reason=remark.message, warnings=(remark,))


def _key(page: ReadPage) -> tuple[Any, ...]:
    """Equal for two files of one run that are the same document."""
    if page.index_number:
        return ("number", page.index_number)
    return ("content", page.title, page.published_at, page.issuer, page.address)


def _reason(error: Exception, file: sources.File) -> Remark:
    """The reason for the clerk why a file was not imported."""
    if isinstance(error, RefusedError):
        return error.remark
    if isinstance(error, ValidationError):
        return Remark("invalid", "；".join(_messages(error)))
    if isinstance(error, MoveForbiddenError):
        return Remark("forbidden", str(error))
    if isinstance(error, OSError):
        return Remark("unreadable", f"文件无法读取（{error.strerror or error}）")
    logger.error("cannot import %s", file.name, exc_info=error)
    return Remark(
        "internal", f"读取时出错（内部错误 {type(error).__name__}），没有导入；请把文件交给技术人员"
    )


def _messages(error: ValidationError) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for name, messages in error.message_dict.items():
        label = DocumentPage._meta.get_field(name).verbose_name if name in _FIELDS else name
        yield f"{label}：{'、'.join(messages)}"
