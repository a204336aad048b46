"""公开信息 and 栏目 for programs: a document under its 索引号, which stays."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from huiyin.disclosure.page.related import relations
from huiyin.disclosure.tree.catalogue import Tree, catalogue, tree
from huiyin.disclosure.tree.models import DocumentPage, Validity
from huiyin.disclosure.tree.validity import validity_on
from huiyin.organisations.models import Organisation
from huiyin.web.addresses import absolute
from huiyin.web.downloads import Cell
from huiyin.web.html import sanitise
from huiyin.web.narrowings import Choice, Narrowing, Year
from huiyin.web.problems import ProblemError
from huiyin.web.tables import CellKind, Column, Described, fields

from .resources import (
    TEXT,
    Parameter,
    Records,
    Rows,
    Schema,
    described,
    parameter_of,
    record_address,
)


def agencies() -> list[tuple[str, str]]:
    """Slug and name of each."""
    return [(one.slug, one.name) for one in Organisation.objects.agencies()]


NARROWINGS: tuple[Narrowing, ...] = (
    Year("year", "发布年份", "published_at"),
    Choice("agency", "公开机关", "agency__slug", agencies),
    Choice("theme", "主题分类", "theme"),
    Choice("genre", "体裁分类", "genre"),
    Choice("validity", "有效性", "validity_today", lambda: Validity.choices),
)
COLUMN = "column"


def _column_title(document: DocumentPage) -> str:
    trail = tree().trail(document.path[:-4])
    return trail[-1].title if trail else ""


def _column_address(document: DocumentPage) -> str:
    trail = tree().trail(document.path[:-4])
    return str(trail[-1].address) if trail else ""  # type: ignore[union-attr]


COLUMNS: tuple[Column[DocumentPage], ...] = (
    *fields(DocumentPage, "index_number", "title", "doc_number", "issuer", "formed_on"),
    Column(
        "发布日期", lambda one: timezone.localdate(one.published_at), CellKind.DAY, "published_on"
    ),
    *fields(DocumentPage, "category", "theme", "genre"),
    Column("有效性", lambda one: one.validity_now, code="validity", about="今天的"),
    *fields(DocumentPage, "effective_on", "abolished_on", "source"),
    Column("公开机关", lambda one: one.agency.on(one.published_at).name, code="agency"),
    Column("栏目", _column_title, code="column"),
    Column("栏目地址", _column_address, code="column_address", about="参数 column 用它"),
)
_LINK: Schema = {
    "type": "object",
    "properties": {"index_number": TEXT, "title": TEXT, "self": TEXT},
    "required": ["index_number", "title", "self"],
}
_ATTACHMENT: Schema = {
    "type": "object",
    "properties": {
        "name": TEXT,
        "address": {"type": ["string", "null"], "description": "没有导入的为空"},
        "bytes": {"type": ["integer", "null"]},
    },
    "required": ["name", "address", "bytes"],
}
MORE: Mapping[str, Schema] = {
    "body": {**TEXT, "description": "正文，HTML"},
    "attachments": {"type": "array", "items": _ATTACHMENT},
    **{
        name: {"type": "array", "items": _LINK, "description": about}
        for name, about in (
            ("interprets", "解读的文件"), ("interpretations", "解读它的"),
            ("replaces", "替代的文件"), ("replaced_by", "替代它的"),
            ("amends", "修改的文件"), ("amended_by", "修改它的"),
        )
    },
}  # fmt: skip


def _narrowed(request: HttpRequest) -> "QuerySet[DocumentPage]":
    documents: QuerySet[DocumentPage] = DocumentPage.objects.live().annotate(
        validity_today=validity_on(timezone.localdate())
    )
    for narrowing in NARROWINGS:
        if value := request.GET.get(narrowing.name, ""):
            documents = documents.filter(narrowing.condition(DocumentPage, value))
    if address := request.GET.get(COLUMN, ""):
        documents = documents.filter(path__startswith=tree().by_address[address].path)
    return documents.order_by("-published_at", "-pk")


def _loaded(documents: "QuerySet[DocumentPage]") -> "QuerySet[DocumentPage]":
    return documents.select_related("agency").defer("body")


def _one(index_number: str) -> DocumentPage:
    document: DocumentPage = DocumentPage.objects.select_related("agency").get(
        index_number=index_number
    )
    if not document.is_public and document.first_published_at is None:
        raise DocumentPage.DoesNotExist  # a draft: that it exists is nobody's business yet
    if not document.is_public:
        raise ProblemError(410, "这条信息已经撤下")
    return document


def _more(document: DocumentPage) -> Mapping[str, Any]:
    related = relations(document)
    attached = document.attachments.select_related("file")
    return {
        "body": str(sanitise(document.body)),
        "attachments": [_attachment(one) for one in attached],
        **{
            name: [_link(one) for one in _each(getattr(related, name))]
            for name in MORE
            if name not in ("body", "attachments")
        },
    }


def _each(links: Any) -> list[Any]:
    return links if isinstance(links, list) else [links] if links else []


def _link(one: Any) -> dict[str, str]:
    return {
        "index_number": one.index_number,
        "title": one.title,
        "self": absolute(record_address("documents", one.index_number)),
    }


def _attachment(one: Any) -> dict[str, Any]:
    file = one.file if one.file and one.file.is_public else None
    return {
        "name": one.name,
        "address": absolute(file.get_absolute_url()) if file else None,
        "bytes": file.size if file else None,
    }


def _parameters() -> tuple[Parameter, ...]:
    known = [*tree().by_address]
    column = Parameter(COLUMN, "栏目地址，含下级栏目，见 /api/v1/columns", {**TEXT, "enum": known})
    return (*(parameter_of(one) for one in NARROWINGS), column)


def documents() -> Records[DocumentPage]:
    return Records(
        key="documents",
        title="公开信息",
        about="各栏目发布的政府信息，索引号不变；正文、附件和相关文件在单条里",
        page=reverse("agencies"),
        columns=described(COLUMNS),
        parameters=_parameters,
        narrowed=_narrowed,
        loaded=_loaded,
        order=("-published_at", "-pk"),
        cells=tuple(column.cell for column in COLUMNS),
        identifier=lambda document: document.index_number,
        address=lambda document: document.permanent_address,
        one=_one,
        more=_more,
        more_schema=MORE,
    )


BRANCHES = (
    Described("栏目", code="title"),
    Described("栏目地址", code="address", about="参数 column 用它"),
    Described("公开机关", code="agency"),
    Described("上级", code="parent", about="上级栏目或者机关的地址"),
    Described("栏目类别", code="column_type"),
    Described("法定主动公开内容", code="legal_item"),
    Described("栏目描述", code="description"),
    Described("信息条数", CellKind.WHOLE, "documents", "含下级栏目"),
)


def columns() -> Rows:
    return Rows(
        key="columns",
        title="栏目",
        about="政府信息公开目录的栏目，从上到下",
        page=reverse("sitemap"),
        columns=BRANCHES,
        rows=lambda request: _branches(catalogue().tree),
    )


def _branches(known: Tree) -> Iterator[tuple[Cell, ...]]:
    for one in known.columns:
        page: Any = one
        agency = known.agency_of(page.path)
        parent: Any = known.by_path.get(page.path[:-4])
        yield (
            page.title, page.address, agency.title if agency else None,
            parent.address if parent else None, page.column_type, page.get_legal_item_display(),
            page.description, page.documents_below,
        )  # fmt: skip
