"""信息公开 on the desk: the catalogue, read only; documents are written in the CMS."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Filter, Room, declare
from huiyin.casework.sheets import Column, Section, Sheet
from huiyin.disclosure.cms.door import may_write
from huiyin.disclosure.tree.models import ColumnPage, DocumentPage, Validity
from huiyin.disclosure.tree.public import public
from huiyin.disclosure.tree.validity import validity_on

LIVE = {
    "yes": lambda records: records.filter(public()),
    "no": lambda records: records.exclude(public()),
}
STEP_LENGTH = DocumentPage.steplen


def _columns(actor: Actor) -> Iterable[tuple[str, str]]:
    return list(ColumnPage.objects.order_by("path").values_list("slug", "title"))


def _in_column(records: Any, slug: str) -> Any:
    column = ColumnPage.objects.filter(slug=slug).first()
    return records.descendant_of(column) if column else records.none()


def _with_columns(rows: list[Any]) -> None:
    """The title of each document's column: one query for a page of rows."""
    parents = {row.path[:-STEP_LENGTH] for row in rows}
    titles = dict(ColumnPage.objects.filter(path__in=parents).values_list("path", "title"))
    for row in rows:
        row.column_title = titles.get(row.path[:-STEP_LENGTH], "")


def _views(page: DocumentPage) -> int:
    return page.view_count.views if hasattr(page, "view_count") else 0


def _links(page: DocumentPage, actor: Actor) -> list[tuple[str, str]]:
    portal = [("在网站上查看", page.permanent_address)] if page.is_public else []
    writes = [("打开编辑器", f"/cms/pages/{page.pk}/edit/")] if may_write(actor, page) else []
    return [*portal, *writes]


SHEET = Sheet(
    DocumentPage,
    Section(
        "目录信息",
        *("title", "index_number", "doc_number", "issuer", "formed_on", "published_at"),
        *("category", "theme", "genre", "validity", "validity_before", "effective_on"),
        *("abolished_on", "source", "summary"),
    ),
    dated_by="published_at",
)
ROOM = declare(
    Room(
        key="disclosure",
        label="信息公开",
        unit="条",
        sheet=SHEET,
        permissions=("disclosure.import_pages", "disclosure.view_statistics"),
        columns=(
            Column("标题", lambda d: d.title, "title", "reference"),
            Column("索引号", lambda d: d.index_number, "index_number", "number"),
            Column("文号", lambda d: d.doc_number, "doc_number"),
            Column("栏目", lambda d: d.column_title),
            Column("发布日期", lambda d: d.published_at, "published_at", "date"),
            Column("公开", lambda d: "公开" if d.is_public else "未公开", "live"),
            Column("浏览次数", _views, "view_count__views", "count"),
        ),
        filters=(
            Filter("column", "栏目", _columns, _in_column),
            Filter(
                "validity",
                "有效性",
                lambda actor: Validity.choices,
                lambda records, value: records.alias(now=validity_on(timezone.localdate())).filter(
                    now=value
                ),
            ),
            Filter(
                "live",
                "公开",
                lambda actor: [("yes", "公开"), ("no", "未公开")],
                lambda records, value: LIVE[value](records),
            ),
        ),
        search=("title", "index_number", "doc_number", "issuer", "source"),
        numbers=("index_number", "doc_number"),
        related=("agency", "view_count"),
        order="-published_at",
        prepare=_with_columns,
        links=_links,
        ledger="",
    )
)
