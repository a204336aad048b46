"""/data/: the catalogue, a series, a dataset, and their files, for people and for programs."""

import base64
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from huiyin.organisations.models import Organisation
from huiyin.web import context
from huiyin.web.context import Section
from huiyin.web.costly import NAMES
from huiyin.web.downloads import TYPES
from huiyin.web.kept.page_cache import last_change

from . import dcat, kept, schema, settled
from .kept import Answer, BusyError
from .models import Frequency
from .others import every, find
from .series import Dataset, Series

SECTION = Section(
    "数据开放",
    "可以下载的公开数据：每个台账每年一个数据集，附数据字典、许可和校验值",
    "数据开放,数据目录,数据集,下载",
    "数据发布",
)
context.REGISTERS[90] = context.Door("data", "数据开放", "公开的台账成套下载，附数据字典", "data")
NAMES.update({"data-catalog", "data-set", "data-file"})
AGAIN = 10
"""Seconds after which a dataset that somebody else has made may be asked for again."""
View = Callable[..., HttpResponseBase]
MOST = 20_000
"""Records of which files are made while somebody waits for the catalogue; the rest is the job's."""
GRAPHS = {
    "ttl": ("text/turtle; charset=utf-8", dcat.turtle),
    "jsonld": ("application/ld+json", dcat.jsonld),
}


def _once_made(view: View) -> View:
    """While another visitor has the same files made for long: come back in some seconds."""

    @wraps(view)
    def answer(request: HttpRequest, *asked: str, **named: str) -> HttpResponseBase:
        try:
            return view(request, *asked, **named)
        except BusyError:
            text = render_to_string("503.html", {"fault": "making", "code": 503})
            return HttpResponse(text, status=503, headers={"Retry-After": str(AGAIN)})

    return answer


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every series with its years; narrowed by words and by subject."""
    everything = every()
    themes = sorted({one.theme for one in everything})
    words, theme = request.GET.get("words", "").strip()[:60], request.GET.get("theme", "")
    if theme and theme not in themes:
        raise Http404("没有这个主题")
    found = [one for one in everything if _matches(one, words) and theme in ("", one.theme)]
    today = timezone.localdate()
    often = settled.frequencies(today)
    lines = [_line(one, often) for one in found]
    details = {
        "lines": [line for line in lines if line["datasets"]],
        "themes": [(name, name, _count(everything, words, name)) for name in themes],
        "filters": [],
        "words": words,
        "theme": theme,
        "licence": settled.licence(today),
        "formats": [form.label for form in kept.FORMS.values()],
    }
    details["filters"] = [
        {"name": "theme", "label": "主题", "chosen": theme, "values": details.pop("themes")}
    ]
    return render(request, "opendata/portal/catalogue.html", _frame() | details)


def _matches(series: Series, words: str) -> bool:
    text = " ".join((series.title, series.about, *series.keywords, series.theme))
    return all(word in text for word in words.split())


def _count(everything: Iterable[Series], words: str, theme: str) -> int:
    return sum(
        1 for one in everything if one.theme == theme and _matches(one, words) and one.parts()
    )


def _line(series: Series, often: Any) -> dict[str, Any]:
    datasets = series.datasets()
    return {
        "series": series,
        "datasets": datasets,
        "newest": max((one.part.newest for one in datasets if one.part.newest), default=None),
        "frequency": often.get(series.key, Frequency.IRREGULAR),
    }


def _frame() -> dict[str, Any]:
    return {"column": SECTION, "door": "statistics"}


@require_safe
def series(request: HttpRequest, key: str) -> HttpResponse:
    """One series: its years and its columns."""
    one = _series(key)
    today = timezone.localdate()
    details = {
        "line": _line(one, settled.frequencies(today)),
        "licence": settled.licence(today),
    }
    return render(request, "opendata/portal/series.html", _frame() | details)


@require_safe
@_once_made
def dataset(request: HttpRequest, key: str, year: str) -> HttpResponse:
    """One year: its files with size and checksum, its columns."""
    one = _dataset(key, year)
    answer, today = kept.answer_of(one), timezone.localdate()
    details = {
        "dataset": one,
        "answer": answer,
        "files": [
            (form.label, form.about, schema.address_of(one, name), answer.files[name])
            for name, form in kept.FORMS.items()
        ],
        "schema": schema.address_of(one, "schema.json"),
        "csvw": schema.address_of(one, "csv-metadata.json"),
        "modified": dcat.modified_of(one, answer),
        "frequency": settled.frequencies(today).get(key, Frequency.IRREGULAR),
        "licence": settled.licence(today),
    }
    return render(request, "opendata/portal/dataset.html", _frame() | details)


@require_safe
@_once_made
def file(request: HttpRequest, key: str, year: str, form: str) -> HttpResponseBase:
    """A file as it is kept; its digest is its ETag and stands in its head."""
    one = _dataset(key, year)
    if form == "schema.json":
        return _json(schema.table_schema(one), "application/json")
    if form == "csv-metadata.json":
        return _json(schema.csvw(one), "application/csvm+json")
    if form not in kept.FORMS:
        raise Http404
    file, content = kept.opened(one, form)
    etag = f'"{file.digest}"'
    if etag in request.headers.get("If-None-Match", ""):
        content.close()
        return HttpResponseNotModified(headers={"ETag": etag})
    response = FileResponse(content, content_type=TYPES[form.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(True, f"{one.name}.{form}")
    response["Content-Length"] = str(file.size)
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    digest = base64.b64encode(bytes.fromhex(file.digest)).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


@require_safe
def graph(request: HttpRequest, form: str) -> HttpResponse:
    """The catalogue for programs. What is not made yet has no size; then the page is not kept."""
    content_type, write = GRAPHS[form]
    agencies = list(Organisation.objects.agencies())
    publisher = settled.publisher(agencies)
    if publisher is None:
        raise Http404("还没有设置机关")
    everything, today = every(), timezone.localdate()
    datasets = [one for each in everything for one in each.datasets()]
    answers = _answers(datasets)
    told = dcat.Told(
        publisher=publisher,
        site=context.profile().name,
        licence=settled.licence(today),
        frequencies=settled.frequencies(today),
        answers=answers,
        changed_at=timezone.localtime(_changed_at(answers)),
        creators=_creators(datasets, agencies),
    )
    response = HttpResponse(write(dcat.catalog(everything, told)), content_type=content_type)
    if len(answers) < len(datasets):
        response["X-Not-Kept"] = "1"
    return response


def _creators(
    datasets: list[Dataset], agencies: list[Organisation]
) -> dict[Dataset, list[Organisation]]:
    """Of each dataset the agencies whose records it holds; where there is but one, it is all."""
    if len(agencies) < 2:
        return {}
    known = {agency.pk: agency for agency in agencies}
    return {
        one: [known[pk] for pk in sorted(one.series.agencies(one.year)) if pk in known]
        for one in datasets
    }


def _answers(datasets: list[Dataset]) -> dict[Dataset, Answer]:
    """Of every dataset, as far as the records that have to be read for it are few enough."""
    answers, read = {}, 0
    for one in datasets:
        answer = kept.current(one)
        if answer is None and read + one.part.records <= MOST:
            read += one.part.records
            with suppress(BusyError):  # has no size until it is made
                answer = kept.make(one)
        if answer:
            answers[one] = answer
    return answers


def _changed_at(answers: dict[Dataset, Answer]) -> datetime:
    moments = [one.changed_at or one.made_at for one in answers.values()]
    return max(moments, default=None) or last_change() or timezone.now()


def _json(value: dict[str, object], content_type: str) -> HttpResponse:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type=content_type)


def _series(key: str) -> Series:
    one = find(key)
    if one is None or not one.parts():
        raise Http404("没有这个数据集")
    return one


def _dataset(key: str, year: str) -> Dataset:
    one = _series(key)
    part = one.parts().get(year)
    if part is None:
        raise Http404(f"“{one.title}”没有这一年的数据")
    return Dataset(one, year, part)
