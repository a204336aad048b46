"""改放栏目: a document goes to another column of its agency; its old address leads on."""

from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.forms import RecordField
from huiyin.disclosure.models import AgencyPage, ColumnPage, DocumentPage, public_path
from huiyin.disclosure.tree import nodes
from huiyin.disclosure.tree.actions import note_old_address
from huiyin.editorial import rules
from huiyin.editorial.models import Manuscript

from .flow import State, workflow


def _columns(manuscript: Manuscript) -> Any:
    """The agency's columns, each below the one that it lies in."""
    root = AgencyPage.objects.filter(organisation=manuscript.agency).first()
    if root is None:
        return ColumnPage.objects.none()
    return ColumnPage.objects.descendant_of(root).order_by("path")


@workflow.move("改放栏目", sources={State.DRAFTING, State.PUBLISHED}, rule=rules.may_place)
def place(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    column: Annotated[
        ColumnPage,
        RecordField(
            "栏目",
            ColumnPage,
            _columns,
            shown=lambda column: "　" * (column.depth - 4) + column.title,
        ),
    ],
) -> None:
    """改放栏目: of a draft by its drafter, of what is public by whoever releases. No text changes."""
    page: DocumentPage = manuscript.page
    column = ColumnPage.objects.select_for_update(of=("self",)).get(pk=column.pk)
    agency = AgencyPage.objects.ancestor_of(column).filter(organisation=page.agency)
    if not agency.exists():
        raise ValidationError({"column": "请选本机关的栏目"})
    if page.is_child_of(column):
        raise ValidationError({"column": "这条信息已经在这个栏目里"})
    if column.get_children().filter(slug=page.slug).exists():
        raise ValidationError({"column": f"“{column.title}”里已有网址相同的信息，请另选栏目"})
    was_at, was_in = public_path(page), page.column.title
    nodes.move(page, column, at=at)
    if page.category == was_in:  # 组配分类, by its column
        DocumentPage.objects.filter(pk=page.pk).update(category=column.title)
    if page.first_published_at is not None:
        note_old_address(page, "", was_at)
