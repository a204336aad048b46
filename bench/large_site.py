"""A site of 100,000 documents, made in bulk the first time and then kept: `search` and `large` ask it."""

import os
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from . import kept, site
from .corpus import Corpus
from .kept import DOCUMENTS

SHANGHAI = ZoneInfo("Asia/Shanghai")
BATCH = 1000


def open_kept() -> None:
    """Set Django up on the site, filled where it is not yet."""
    home = kept.folder("site")
    home.mkdir(parents=True, exist_ok=True)
    os.environ["HUIYIN_HOME"] = str(home)
    site.prepare()
    _fill()


def _fill() -> None:
    from django.db import transaction

    from huiyin.disclosure.models import ColumnPage, DocumentPage
    from huiyin.disclosure.tree import tally
    from huiyin.search import engines, index

    if DocumentPage.objects.count() == DOCUMENTS:
        return
    with transaction.atomic():
        column, agency = _column()
        documents = iter(Corpus(DOCUMENTS))
        number = 0
        while batch := list(islice(documents, BATCH)):
            _store(column, agency, batch, number)
            index.put(index.Document(**values) for values in batch)
            number += len(batch)
        ColumnPage.objects.filter(pk=column.pk).update(numchild=DOCUMENTS)
        tally.mend()
    engines.current().tidy()


def _column() -> tuple[Any, Any]:
    from huiyin.audit.actors import system
    from huiyin.disclosure.tree.actions import add_column, agency_page
    from huiyin.organisations.models import Organisation

    at, actor = datetime(2026, 3, 3, 9, tzinfo=SHANGHAI), system("bench")
    agency = Organisation.objects.create(
        name="云溪市城市管理局", short_name="市城管局", slug="cgj", is_agency=True
    )
    home = agency_page(agency, actor=actor, at=at)
    return add_column(home, "全部文件", slug="all", actor=actor, at=at), agency


def _store(column: Any, agency: Any, batch: list[dict[str, Any]], number: int) -> None:
    """Pages of the tree and their documents, without the editor's way: a hundred thousand at once."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from huiyin.disclosure.models import DocumentPage

    kind = ContentType.objects.get_for_model(DocumentPage)
    pages, documents = [], []
    for place, values in enumerate(batch, number + 1):
        day = values["published_on"]
        at = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI) + timedelta(
            seconds=place % 30000
        )
        page = Page(
            title=values["title"], draft_title=values["title"], slug=f"d{place}", content_type=kind,
            path=Page._get_path(column.path, column.depth + 1, place), depth=column.depth + 1,
            url_path=f"{column.url_path}d{place}/", live=True, first_published_at=at,
            last_published_at=at, locale_id=column.locale_id,
        )  # fmt: skip
        pages.append(page)
        documents.append((at, values))
    Page.objects.bulk_create(pages)
    _store_documents(agency, pages, documents)


def _store_documents(agency: Any, pages: list[Any], documents: list[Any]) -> None:
    """The rows beside the pages' own."""
    from django.db import connection

    from huiyin.disclosure.models import DocumentPage

    fields = [
        field for field in DocumentPage._meta.local_concrete_fields if field.name != "page_ptr"
    ]
    names = ", ".join(f'"{name}"' for name in ("page_ptr_id", *(field.column for field in fields)))
    marks = ", ".join(["%s"] * (len(fields) + 1))
    rows = []
    for page, (at, entry) in zip(pages, documents, strict=True):
        document = DocumentPage(
            agency=agency, issuer=agency.name, source=agency.name, published_at=at,
            index_number=entry["index_number"], doc_number=entry["doc_number"], theme=entry["theme"],
            body=f"<p>{entry['body']}</p>",
        )  # fmt: skip
        values = [
            field.get_db_prep_save(getattr(document, field.attname), connection) for field in fields
        ]
        rows.append([page.pk, *values])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO disclosure_documentpage ({names}) VALUES ({marks})",  # noqa: S608
            rows,
        )
