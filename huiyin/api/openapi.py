"""OpenAPI 3.1, written from the same declarations by which the addresses answer."""

from collections.abc import Iterable
from typing import Any

import huiyin
from huiyin.web.addresses import absolute
from huiyin.web.context import profile
from huiyin.web.problems import MEDIA, TITLES
from huiyin.web.tables import CellKind, Described

from . import computed, offered, writing
from .parameters import fields_of, parameters_of
from .resources import Named, Parameter, Records, Resource, address_of

Object = dict[str, Any]
_TYPES: dict[CellKind, Object] = {
    CellKind.TEXT: {"type": ["string", "null"]},
    CellKind.DAY: {"type": ["string", "null"], "format": "date"},
    CellKind.WHOLE: {"type": ["integer", "null"]},
    CellKind.AMOUNT: {"type": ["number", "null"]},
}
_ADDRESS: Object = {"type": "string", "format": "uri"}
_ALWAYS: Object = {"id": {"type": "string"}, "self": _ADDRESS, "page": _ADDRESS}
_CACHE = {
    "ETag": {"schema": {"type": "string"}, "description": "下次放在 If-None-Match 里"},
    "Last-Modified": {"schema": {"type": "string"}},
}


def document() -> Object:
    """The whole description, as JSON has it."""
    resources = offered.every()
    schemas: Object = {"Problem": _problem(), **writing.schemas()}
    paths: Object = {"/api/v1": {"get": _contents()}}
    for one in resources:
        schemas[_name(one)] = _schema(one)
        paths[address_of(one.key)] = {"get": _list(one)}
        if isinstance(one, Records):
            paths[f"{address_of(one.key)}/{{id}}"] = {"get": _single(one)}
    schemas["Figure"] = _figure_schema()
    paths["/api/v1/figures/{year}/{key}"] = {"get": _figure()}
    paths |= writing.paths()
    return {
        "openapi": "3.1.0",
        "info": _info(),
        "servers": [{"url": absolute() or "/"}],
        "tags": [{"name": "公开数据"}, {"name": "诉求"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": _responses(),
            "securitySchemes": writing.SECURITY,
        },
    }


def _info() -> Object:
    return {
        "title": f"{profile().name}接口",
        "version": huiyin.__version__,
        "description": "公开的内容与网页上的一致，撤下的立即读不到。出错时按 RFC 9457 说明怎么改。",
    }


def _name(one: Named) -> str:
    """`penalty-withdrawals` as `PenaltyWithdrawals`."""
    return "".join(part.capitalize() for part in one.key.split("-"))


def _columns(columns: Iterable[Described]) -> Object:
    return {
        column.name: {
            **_TYPES[column.kind],
            "title": column.head,
            **({"description": column.about} if column.about else {}),
        }
        for column in columns
    }


def _schema(one: Resource) -> Object:
    is_record = isinstance(one, Records)
    return {
        "type": "object",
        "title": one.title,
        "properties": {**(_ALWAYS if is_record else {}), **_columns(one.columns)},
        **({"required": [*_ALWAYS]} if is_record else {}),
    }


def _figure_schema() -> Object:
    figures = next(one for one in offered.every() if one.key == "figures")
    return {
        "type": "object",
        "title": "一项数据",
        "properties": {**_columns(figures.columns), **computed.TRACE},
        "required": [*figures.names, *computed.TRACE],
    }


def _contents() -> Object:
    named = ("key", "title", "about", "address", "page")
    entry = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in named},
        "required": [*named],
    }
    schema = {
        "type": "object",
        "properties": {
            **{name: {"type": "string"} for name in ("title", "openapi", "documentation")},
            "resources": {"type": "array", "items": entry},
        },
        "required": ["title", "openapi", "documentation", "resources"],
    }
    return _operation("contents", "有哪些数据", (), schema)


def _list(one: Resource) -> Object:
    schema = {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": _ref(_name(one))},
            "next": {"type": ["string", "null"], "description": "下一页的地址；最后一页为空"},
        },
        "required": ["items", "next"],
    }
    return _operation(f"list-{one.key}", one.title, parameters_of(one), schema, one.about)


def _single(one: Records[Any]) -> Object:
    schema: Object = _ref(_name(one))
    if one.more_schema:
        schema = {"allOf": [schema, {"type": "object", "properties": dict(one.more_schema)}]}
    about = f"{one.title}：一条"
    operation = _operation(f"read-{one.key}", about, (fields_of(one),), schema)
    operation["parameters"].insert(0, _in_path("id", "列表中的 id"))
    operation["responses"] |= {"404": _refusal(404), "410": _refusal(410)}
    return operation


def _figure() -> Object:
    about = "一项数据，含口径和计入的公开记录"
    operation = _operation("read-figure", about, computed.agency_parameter(), _ref("Figure"))
    year = {"type": "string", "pattern": "^[0-9]{4}$"}
    key = {"type": "string", "pattern": "^[a-z0-9.-]+$"}
    operation["parameters"][:0] = [
        _in_path("year", "年份", year),
        _in_path("key", "标识，见 figures 的 key", key),
    ]
    operation["responses"]["404"] = _refusal(404)
    return operation


def _operation(
    key: str, summary: str, parameters: tuple[Parameter, ...], schema: Object, about: str = ""
) -> Object:
    return {
        "operationId": key,
        "summary": summary,
        **({"description": about} if about else {}),
        "tags": ["公开数据"],
        "parameters": [_in_query(one) for one in parameters],
        "responses": {
            "200": {
                "description": "读到的内容",
                "headers": _CACHE,
                "content": {"application/json": {"schema": schema}},
            },
            "304": {"description": "和您手里的一样"},
            "400": _refusal(400),
            "422": _refusal(422),
            "429": _refusal(429),
        },
    }


def _in_query(one: Parameter) -> Object:
    return {"name": one.name, "in": "query", "description": one.about, "schema": dict(one.schema)}


def _in_path(name: str, about: str, schema: Object | None = None) -> Object:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": about,
        "schema": schema or {"type": "string", "minLength": 1},
    }


def _ref(name: str) -> Object:
    return {"$ref": f"#/components/schemas/{name}"}


def _refusal(status: int) -> Object:
    return {"$ref": f"#/components/responses/{status}"}


def _responses() -> Object:
    again = {"Retry-After": {"schema": {"type": "string"}, "description": "多少秒以后再试"}}
    return {
        str(status): {
            "description": title,
            **({"headers": again} if status in (429, 503) else {}),
            "content": {MEDIA: {"schema": _ref("Problem")}},
        }
        for status, title in TITLES.items()
    }


def _problem() -> Object:
    """RFC 9457, with the places of the faults."""
    text = {"type": "string"}
    fault = {
        "type": "object",
        "properties": {
            "pointer": {**text, "description": "参数的名称，或者正文中的位置（JSON Pointer）"},
            "detail": text,
        },
        "required": ["pointer", "detail"],
    }
    return {
        "type": "object",
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": {**text, "description": "怎么改"},
            "errors": {"type": "array", "items": fault},
        },
        "required": ["type", "title", "status", "detail"],
    }
