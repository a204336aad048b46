"""Figures that identify a site: its log, its statistics, search results, rows and files.

Computed when the backup is made, stored in the archive, and computed again after a restore.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone

from huiyin.audit import chain
from huiyin.audit.models import Entry, Seal
from huiyin.figures import registry
from huiyin.files import intake
from huiyin.files.models import StoredFile
from huiyin.notices.models import Copy
from huiyin.organisations.models import Organisation
from huiyin.personal.keys import UnreadableError
from huiyin.search import index
from huiyin.search.models import Entry as Found
from huiyin.web.models import PublicVersion

YEARS = 3
SAMPLE = 20
QUERIES = 5
_LONGEST = 20
_OURS = {Copy._meta.db_table, PublicVersion._meta.db_table}  # what a restore itself writes
Values = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of the table old = new."""

    label: str
    before: str
    after: str
    same: bool
    recounted: bool = False  # by another version, which may count by other rules: no fault

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def values() -> Values:
    """The values of the database that this thread reads."""
    this = timezone.localdate().year
    years = [this - back for back in reversed(range(YEARS))]
    titles = _spread(Found.objects.order_by("pk").values_list("title", flat=True), QUERIES)
    return taken({"years": years, "titles": [title[:_LONGEST] for title in titles]})


def taken(earlier: Values) -> Values:
    """The same years and queries as in `earlier`."""
    return {
        "years": earlier["years"],
        "titles": earlier["titles"],
        "log": _log(earlier.get("log", {}).get("position")),
        "figures": {str(year): _figures(year) for year in earlier["years"]},
        "search": {
            title: index.find(index.Query(title, exact=True)).total for title in earlier["titles"]
        },
        "files": _files(),
        "tables": _tables(),
    }


def compared(before: Values, after: Values, *, same_version: bool) -> list[Row]:
    """One row per subject, with rows of their own for differences below it."""
    old, new = before["log"], after["log"]
    rows = [
        _counted("审计记录", old["entries"], new["entries"], same_version),
        _counted("审计封存", old["sealed"], new["sealed"], same_version),
        _row("最后一号封存", _seal(old), _seal(new)),
    ]
    for year in map(str, before["years"]):
        of_year = before["figures"][year], after["figures"][year]
        rows += _figured(f"{year} 年数据", *of_year, same_version)
    rows += _group("检索", before["search"], after["search"], True)
    rows.append(_row("抽查文件", before["files"], after["files"]))
    rows += _tabled("数据表", before["tables"], after["tables"], same_version)
    return rows


def verified() -> Row:
    """The whole log, link by link."""
    broken = chain.verify().first_break
    return Row("审计校验", "完整", "完整" if broken is None else broken.reason, broken is None)


def _row(label: str, before: Any, after: Any) -> Row:
    return Row(label, str(before), str(after), before == after)


def _counted(label: str, before: int, after: int, same_version: bool) -> Row:
    """A migration may add entries to the log; it never removes any."""
    return Row(label, str(before), str(after), before == after if same_version else before <= after)


def _figured(label: str, before: Values, after: Values, same_version: bool) -> Iterator[Row]:
    """Another version may count by other rules: a difference is reported, but is no fault."""
    for row in _group(label, before, after, same_version):
        yield row if same_version or row.same else replace(row, same=True, recounted=True)


def _tabled(label: str, before: Values, after: Values, same_version: bool) -> Iterator[Row]:
    """A migration may add rows and tables; it removes none of the office's."""
    if same_version:
        yield from _group(label, before, after, True)
    else:
        common = {table: rows for table, rows in before.items() if table in after}
        least = {table: min(rows, after[table]) for table, rows in common.items()}
        yield from _group(label, common, least, True)


def _group(label: str, before: Values, after: Values, whole: bool) -> Iterator[Row]:
    """`whole`: what only one side has is a difference too; a newer version may count other things."""
    keys = sorted(before.keys() | after.keys() if whole else before.keys() & after.keys())
    differing = [key for key in keys if before.get(key) != after.get(key)]
    yield Row(f"{label}（{len(keys)} 项）", _sum(before, keys), _sum(after, keys), not differing)
    for key in differing:
        yield _row(f"{label} {key}", before.get(key, "无"), after.get(key, "无"))


def _sum(counted: Values, keys: list[str]) -> str:
    return f"合计 {sum(float(counted.get(key) or 0) for key in keys):.10g}"


def _log(position: int | None) -> Values:
    """Counts, and the seal at this position of the chain; of the last one without a position."""
    seals = Seal.objects.order_by("position")
    seal = seals.filter(position=position).first() if position else seals.last()
    return {
        "entries": Entry.objects.count(),
        "sealed": Seal.objects.count(),
        "position": seal.position if seal else None,
        "link": seal.link if seal else None,
    }


def _seal(log: Values) -> str:
    return f"第 {log['position']} 号 {log['link'][:16]}" if log["link"] else "无"


def _figures(year: int) -> Values:
    counted: Values = {}
    for agency in Organisation.objects.agencies().order_by("pk"):
        scope = registry.Scope.year(agency.pk, year)
        for key, value in registry.values(registry.all_figures(agency.pk), scope).items():
            counted[f"{agency.uscc} {key}"] = None if value is None else str(value)
    return counted


def _files() -> str:
    """A sample of the stored files: there, readable with our keys, and what was registered."""
    sample = _spread(StoredFile.objects.order_by("pk"), SAMPLE)
    return f"{len(sample)} 份中 {sum(map(_is_right, sample))} 份可读且摘要相符"


def _is_right(file: StoredFile) -> bool:
    try:
        return hashlib.sha256(intake.content_of(file)).hexdigest() == file.sha256
    except (OSError, UnreadableError):
        return False


def _tables() -> Values:
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    quote = connection.ops.quote_name
    counted: Values = {}
    with connection.cursor() as cursor:
        for table in sorted(tables - _OURS):
            cursor.execute(f"SELECT count(*) FROM {quote(table)}")  # noqa: S608 - names of our own tables
            counted[table] = cursor.fetchone()[0]
    return counted


def _spread(rows: Any, number: int) -> list[Any]:
    """That many rows, evenly from the first to the last."""
    count = rows.count()
    places = (
        sorted({place * (count - 1) // max(number - 1, 1) for place in range(number)})
        if count
        else []
    )
    return [rows[place] for place in places]
