"""/api/v1/…: the table of contents, lists page by page, one record, one figure."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from huiyin.web.addresses import absolute
from huiyin.web.problems import ProblemError, answered, for_programs

from . import computed, cursors, offered, openapi
from .answers import item, public_read
from .parameters import USUAL, fields_of, parameters_of
from .resources import LONGEST, Records, Resource, Rows, address_of, check, plain


@public_read(of_content=False)
def contents(request: HttpRequest) -> dict[str, Any]:
    """What there is to read."""
    check(request, ())
    return {
        "title": "公开数据接口",
        "openapi": absolute("/api/openapi.json"),
        "documentation": absolute("/api/docs"),
        "resources": [
            {
                "key": one.key,
                "title": one.title,
                "about": one.about,
                "address": absolute(address_of(one.key)),
                "page": absolute(one.page),
            }
            for one in offered.every()
        ],
    }


def listed(request: HttpRequest, key: str) -> HttpResponse:
    """A list: records page by page, or rows as they are worked out."""
    of = offered.find(key)
    return _rows(request, of) if isinstance(of, Rows) else _records(request, of)


@public_read(of_content=True)
def _records(request: HttpRequest, of: Records[Any] | None) -> dict[str, Any]:
    if of is None:
        raise ProblemError(404, "没有这种数据，有哪些见 /api/v1")
    check(request, parameters_of(of))
    size, wanted = int(request.GET.get("limit") or USUAL), _wanted(request, of)
    records = of.loaded(of.narrowed(request).order_by(*of.order))
    if cursor := request.GET.get("cursor"):
        records = cursors.behind(records, cursor, of)
    page = list(records[: size + 1])
    following = _next(request, cursors.after(page[size - 1], of)) if len(page) > size else None
    return {"items": [item(one, of, wanted) for one in page[:size]], "next": following}


@public_read(of_content=False)
def _rows(request: HttpRequest, of: Rows) -> dict[str, Any]:
    check(request, parameters_of(of))
    wanted = _wanted(request, of)
    return {
        "items": [
            {name: plain(cell) for name, cell in zip(of.names, row, strict=True) if name in wanted}
            for row in of.rows(request)
        ],
        "next": None,
    }


def _wanted(request: HttpRequest, of: Resource) -> frozenset[str]:
    chosen = request.GET.get("fields", "")
    return frozenset(chosen.split(",") if chosen else of.names)


def _next(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    return absolute(f"{request.path}?{query.urlencode()}")


@public_read(of_content=True)
def one(request: HttpRequest, key: str, identifier: str) -> dict[str, Any]:
    """One record, with what is only said of one."""
    of = offered.find(key)
    if not isinstance(of, Records):
        raise ProblemError(404, "没有这个地址，有哪些见 /api/v1")
    check(request, (fields_of(of),))
    try:
        record = of.one(identifier)
    except ObjectDoesNotExist as missing:
        raise ProblemError(404, f"“{of.title}”里没有 {identifier[:LONGEST]}") from missing
    values = item(record, of, _wanted(request, of))
    return values if request.GET.get("fields") else {**values, **of.more(record)}


@public_read(of_content=False)
def figure(request: HttpRequest, year: str, key: str) -> dict[str, Any]:
    """One figure, with its definition and the public records behind it."""
    check(request, computed.agency_parameter())
    return computed.figure(request, int(year), key)


@for_programs("GET", "HEAD")
def description(request: HttpRequest) -> HttpResponse:
    """/api/openapi.json."""
    return JsonResponse(
        openapi.document(), json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "public, no-cache"},
    )  # fmt: skip


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """Whatever else is asked for below /api/."""
    return answered(ProblemError(404, "没有这个地址，有哪些见 /api/docs"))
