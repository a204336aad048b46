"""How a read page becomes a document: public at once, or a draft for the reviews.

Public at once is only what the administrator of the server imports, and what is imported within
a migration (旧站迁移期). A document that has a manuscript is its drafter's: no import changes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import ColumnPage, DocumentAttachment, DocumentPage
from huiyin.disclosure.tree import actions
from huiyin.editorial.actions import bring_in
from huiyin.editorial.models import Manuscript
from huiyin.ingest import migrating
from huiyin.organisations.models import Organisation

from .values import RefusedError, Remark

Address = tuple[str, str] | None
Files = Iterable[DocumentAttachment]


class Way(Protocol):
    """How pages are stored; the ways differ only in who releases a text."""

    def create(
        self, column: ColumnPage, agency: Organisation, values: dict[str, Any], *,
        attachments: Files, old_address: Address, actor: Actor, at: datetime,
    ) -> tuple[DocumentPage, list[Remark]]: ...  # fmt: skip

    def update(
        self, document: DocumentPage, values: dict[str, Any], *,
        attachments: Files, old_address: Address, actor: Actor, at: datetime,
    ) -> bool: ...  # fmt: skip


@dataclass(frozen=True)
class AtOnce:
    """公开: `reviewed` is the audit text that names who is responsible."""

    reviewed: str

    def create(
        self, column: ColumnPage, agency: Organisation, values: dict[str, Any], **more: Any
    ) -> tuple[DocumentPage, list[Remark]]:
        options = {"reviewed": self.reviewed, **more}
        return actions.publish_document(column, agency, values, **options), []

    def update(self, document: DocumentPage, values: dict[str, Any], **more: Any) -> bool:
        return actions.update_document(document, values, reviewed=self.reviewed, **more)


@dataclass(frozen=True)
class AsManuscript:
    """存为稿件: nothing is published, no public text is changed."""

    def create(
        self, column: ColumnPage, agency: Organisation, values: dict[str, Any], *,
        attachments: Files, old_address: Address, actor: Actor, at: datetime,
    ) -> tuple[DocumentPage, list[Remark]]:  # fmt: skip
        manuscript = bring_in(column, agency, values, attachments=attachments, actor=actor, at=at)
        document: DocumentPage = manuscript.page
        if old_address:
            actions.note_old_address(document, *old_address)
        message = f"已存为稿件 {manuscript.reference}，没有公开；请在“稿件”中核对、送审"
        return document, [Remark("manuscript", message)]

    def update(
        self, document: DocumentPage, values: dict[str, Any], *, attachments: Files, **more: Any
    ) -> bool:
        if actions.set_values(document, values, attachments):
            raise RefusedError(
                "public",
                f"《{document.title}》已经公开，导入不能改动公开的内容；要改请先“纳入编审”，再“更正公开内容”",
            )
        return False


def way_of(agency: Organisation, actor: Actor, at: datetime) -> Way:
    """A person's import creates manuscripts, unless somebody else has opened a migration."""
    if not actor.is_person:
        return AtOnce(actions.UNREVIEWED)
    migration = migrating.current(agency, timezone.localdate(at))
    if migration is None or migration.opened_key == actor.key:
        return AsManuscript()
    return AtOnce(migration.said)


def in_manuscript(document: DocumentPage) -> Remark | None:
    """Why an import leaves this document alone, if it has a manuscript."""
    manuscript = Manuscript.objects.filter(page=document.pk).first()
    if manuscript is None:
        return None
    message = f"这条信息由稿件 {manuscript.reference} 管理，导入不改动它；要改请在稿件中办理"
    return Remark("in-manuscript", message)
