"""A public list, declared once: its page with counted filters, its records' pages, its files.

From the declaration follow the addresses, the files as Excel, CSV and JSON, the site map for
search engines, the line below a figure, the place among 专项公开, the parameters with which its
pages are kept in memory, and the limit on costly downloads.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, re_path, reverse

from . import context, costly, downloads
from .kept import page_cache
from .narrowings import Chosen, Counts, Narrowing, Records, Words, count, narrow, typed, year_of
from .paging import Paging
from .tables import Column, Described

AT_MOST = 200
"""Of words that very many records have, the list shows the first so many."""
M = TypeVar("M", bound=Model)
Facts = Mapping[str, object]
"""What a template gets beside what every list, or every record, gives it."""


@dataclass(frozen=True, kw_only=True)
class RecordPage(Generic[M]):
    """The page of one record; the template gets it as `record`, with its filled columns as `rows`."""

    name: str
    """Of its address."""
    template: str = ""
    """None where the app has a view of its own at that address: a form, a history."""
    loaded: Callable[[QuerySet[M]], QuerySet[M]] = lambda records: records
    """Loads what the page of a record shows, in one query."""
    about: Callable[[M], Facts] = lambda record: {}
    mapped: str = ""
    """Its file in the site map; named after the list without it."""
    changed: str = ""
    """The column that says when what is shown was last changed; without it the last move does."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PublicList(Generic[M, Records]):
    """The public records of one model; its methods are the views."""

    key: str
    """Its address, the name of its address, and the name of its files."""
    section: context.Section
    door: str
    model: type[M]
    public: Callable[[Records], QuerySet[M]]
    """Of some records those that everybody may read today."""
    order: tuple[str, ...]
    template: str
    """Extends `web/list.html`; gets the page as `records`."""
    narrowings: tuple[Narrowing, ...] = ()
    words: Words[Records] | None = None
    listed: Callable[[QuerySet[M]], QuerySet[M]] = lambda records: records
    """Loads what a line of the list shows, in one query."""
    columns: tuple[Column[M], ...] = ()
    """Of the files, and of what a record's page says."""
    exported: Callable[[QuerySet[M]], QuerySet[M]] | None = None
    """With all that the columns say; as `listed` without it."""
    record: RecordPage[M] | None = None
    more: Callable[[Chosen], Facts] = lambda chosen: {}
    line: Callable[[M], tuple[str, str, date | None]] | None = None
    """Below a figure: title, number, day."""
    register: tuple[int, str, str] | None = None
    """Place, title and hint among 专项公开."""
    has_feed: bool = False
    """Whether who follows it is told of new records (订阅源); for records that are put on view."""
    size: int = 20

    @property
    def parameters(self) -> set[str]:
        return {
            *(narrowing.name for narrowing in self.narrowings),
            *([self.words.name] if self.words else []),
        }

    @property
    def address(self) -> str:
        return reverse(self.key)

    @property
    def feed(self) -> dict[str, str] | None:
        """Its 订阅源, as pages name it."""
        if not self.has_feed:
            return None
        return {"address": f"/feeds/{self.key}/", "title": f"{self.section.title}：订阅源"}

    @property
    def files(self) -> str:
        """The address of its files, without the form."""
        return f"/{self.key}"

    @property
    def described(self) -> tuple[Described, ...]:
        """The columns of the files; there are none without."""
        return tuple(column.described for column in self.columns)

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.described)

    def urls(self) -> list[URLPattern]:
        """Its addresses; with them the list stands wherever lists are named."""
        _declared.append(self)
        page_cache.PARAMETERS.update(self.parameters)
        if self.register:
            place, title, hint = self.register
            context.REGISTERS[place] = context.Door(self.key, title, hint, self.key)
        patterns = [path(f"{self.key}/", self.page, name=self.key)]
        if self.heads:
            costly.NAMES.add(f"{self.key}-file")
            pattern = rf"^{self.key}\.(?P<form>csv|xlsx|json)$"
            patterns.append(re_path(pattern, self.file, name=f"{self.key}-file"))
        if self.record and self.record.template:
            patterns.append(path(f"{self.key}/<int:pk>/", self.one, name=self.record.name))
        return patterns

    def page(self, request: HttpRequest) -> HttpResponse:
        """The list, narrowed as the address asks."""
        chosen = self.chosen(request)
        context = {
            "list": self,
            **(self.first_part if self.has_common(chosen) else self.part)(request, chosen),
            "chosen": chosen,
            "kept": self.kept(chosen),
            "words": chosen[self.words.name] if self.words else "",
            "is_narrowed": self.is_narrowed(chosen),
            "column": self.section,
            "door": self.door,
            "feed": self.feed,
        }
        return render(request, self.template, {**context, **self.more(chosen)})

    def part(self, request: HttpRequest, chosen: Chosen) -> Facts:
        """The page that the address asks for, of all that it leaves, with its filters counted."""
        counts = self.counts(chosen)
        paging = Paging.of(request, counts.total(chosen), self.size)
        return {
            "records": self.shown(chosen, counts, paging),
            "paging": paging,
            "filters": self.filters(chosen, counts),
        }

    def first_part(self, request: HttpRequest, chosen: Chosen) -> Facts:
        """The same of the first ones alone; what else there is nobody has counted."""
        found = list(self.narrowed(chosen).values_list("pk", flat=True)[: AT_MOST + 1])
        keys = found[:AT_MOST]
        paging = Paging.of(request, len(keys), self.size)
        records = self.listed(self.public_records().filter(pk__in=keys[paging.part]))
        return {
            "records": list(records.order_by(*self.order)),
            "paging": paging,
            "filters": self.filters(chosen, counted(self), is_sum_known=False),
            "is_first_part": len(found) > AT_MOST,
        }

    def file(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """The narrowed list as a file."""
        rows = self.rows(self.chosen(request))
        table = downloads.Table(self.key, self.section.title, self.heads, rows)
        return downloads.answer(table, form)

    def one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One public record."""
        assert self.record is not None  # noqa: S101 - else it has no address
        record = get_object_or_404(self.record.loaded(self.public_records()), pk=pk)
        context = {
            "record": record,
            "rows": [
                (column.head, text) for column in self.columns if (text := column.text(record))
            ],
            "column": self.section,
            "door": self.door,
        }
        return render(request, self.record.template, {**context, **self.record.about(record)})

    def public_records(self) -> QuerySet[M]:
        return self.public(cast(Records, self.model._default_manager.all()))

    def chosen(self, request: HttpRequest) -> Chosen:
        """What the address asks for.

        Raises:
            Http404: something that there cannot be.
        """
        chosen = {
            narrowing.name: narrowing.read(request.GET.get(narrowing.name, ""))
            for narrowing in self.narrowings
        }
        if self.words:
            chosen[self.words.name] = typed(request.GET.get(self.words.name, ""))
        return chosen

    def whole(self, year: str = "") -> Chosen:
        """What an address asks for that names nothing, or only a year."""
        chosen = dict.fromkeys(self.parameters, "")
        by_year = year_of(self.narrowings)
        return chosen | ({by_year.name: year} if by_year else {})

    def is_narrowed(self, chosen: Chosen) -> bool:
        return any(chosen.values())

    def kept(self, chosen: Chosen) -> list[tuple[str, str]]:
        """What the search box carries on."""
        return [
            (narrowing.name, chosen[narrowing.name])
            for narrowing in self.narrowings
            if chosen[narrowing.name]
        ]

    def on_the_list(self, chosen: Chosen) -> QuerySet[M]:
        """Those that the list shows: all that are public, if it has no other word for it."""
        return self.public_records()

    def matching(self, chosen: Chosen) -> QuerySet[M]:
        """Those on the list that match the words."""
        records = self.on_the_list(chosen)
        if self.words and (text := chosen[self.words.name]):
            records = self.words.matching(cast(Records, records), text)
        return records

    def narrowed(self, chosen: Chosen) -> QuerySet[M]:
        return narrow(self.matching(chosen), self.narrowings, chosen).order_by(*self.order)

    def has_common(self, chosen: Chosen) -> bool:
        """Whether it is asked for words that very many have."""
        return bool(
            self.words and chosen[self.words.name] and self.words.is_common(chosen[self.words.name])
        )

    def counts(self, chosen: Chosen) -> Counts:
        """The records that match the words, by all filters."""
        if not (self.words and chosen[self.words.name]):
            return counted(self)
        year = year_of(self.narrowings)
        years = sorted(counted(self).left_by(year.name, {})) if year else None
        return count(self.matching(chosen), self.narrowings, years)

    def shown(self, chosen: Chosen, counts: Counts, paging: Paging) -> list[M]:
        """One page; whole years before it are stepped over, so that a late page costs no more."""
        records, skip, year = (
            self.listed(self.narrowed(chosen)),
            paging.offset,
            year_of(self.narrowings),
        )
        if year and self.order[0] == f"-{year.column}":
            for value, size in sorted(counts.left_by(year.name, chosen).items(), reverse=True):
                if chosen[year.name] not in ("", value):
                    continue
                if skip < size:
                    records = records.filter(year.until(self.model, value))
                    break
                skip -= size
        return list(records[skip : skip + paging.size])

    def rows(self, chosen: Chosen) -> Iterator[tuple[downloads.Cell, ...]]:
        """All narrowed records as the files have them."""
        records = (self.exported or self.listed)(self.narrowed(chosen))
        for record in records.iterator(2000):
            yield tuple(column.cell(record) for column in self.columns)

    def filters(
        self, chosen: Chosen, counts: Counts, *, is_sum_known: bool = True
    ) -> list[dict[str, object]]:
        """As `web/_filters.html` takes them."""
        filters: list[dict[str, object]] = []
        for narrowing in self.narrowings:
            value = chosen[narrowing.name]
            values: list[tuple[str, str, int | None]] = [
                (option, label, count if is_sum_known else None)
                for option, label, count in narrowing.labelled(
                    counts.left_by(narrowing.name, chosen)
                )
            ]
            if narrowing.is_offered(values):
                filters.append(
                    {
                        "name": narrowing.name,
                        "label": narrowing.label,
                        "chosen": value,
                        "values": values,
                    }
                )
        return filters

    def address_of(self, record: M) -> str:
        """Of its page; of the list, if it has none."""
        if self.record:
            return reverse(self.record.name, args=[record.pk])
        return self.address


@page_cache.remembered
def counted(of: PublicList[M, Records]) -> Counts:
    """All that the list shows by all filters."""
    return count(of.on_the_list({}), of.narrowings)


_declared: list[PublicList[Any, Any]] = []


def declared() -> list[PublicList[Any, Any]]:
    """All lists, in the order of their addresses."""
    return list(_declared)
