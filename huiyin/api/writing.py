"""The description of what platforms send: its names, lengths and values are those of the hotline."""

from typing import Any

from huiyin.hotline.api import bodies
from huiyin.hotline.api.answers import AT_ONCE
from huiyin.hotline.models import RequestKind, ServiceRequest, Urgency

Object = dict[str, Any]
SECURITY: Object = {
    "signature": {
        "type": "apiKey",
        "in": "header",
        "name": "Signature",
        "description": "RFC 9421，hmac-sha256；怎样签名见接口说明",
    }
}
_TEXT: Object = {"type": "string"}
_SIGNED: Object = {"security": [{"signature": []}], "tags": ["诉求"]}
_ABOUT = {
    "category": "贵单位自己的分类，原样保存",
    "received_on": "收到的日期；不写就是今天",
    "is_confidential": "诉求人要求保密",
    "consents": "诉求人同意公开",
}


def schemas() -> Object:
    return {"Request": _request(), "Receipt": _receipt(), "Outcome": _outcome()}


def _request() -> Object:
    return {
        "type": "object",
        "title": "诉求",
        "additionalProperties": False,
        "properties": {name: _property(name) for name in sorted(bodies.KNOWN)},
        "required": ["content", "request_kind", "subject"],
    }


def _property(name: str) -> Object:
    about = {"description": _ABOUT[name]} if name in _ABOUT else {}
    if name in ("is_confidential", "consents"):
        return {"type": "boolean", **about}
    if name == "received_on":
        return {**_TEXT, "format": "date", **about}
    if name == "category":
        return {**_TEXT, **about}
    for choices, field in ((RequestKind, "request_kind"), (Urgency, "urgency")):
        if name == field:
            return {**_TEXT, "enum": [*choices.values, *map(str, choices.labels)]}
    column = ServiceRequest._meta.get_field(name)
    longest = bodies.CONTENT if name == "content" else getattr(column, "max_length", None)
    limit = {"maxLength": longest} if longest else {}
    return {**_TEXT, "title": str(getattr(column, "verbose_name", "")), **limit}


def _receipt() -> Object:
    texts = ("key", "number", "received_on", "state", "state_label", "query_code", "answer")
    return {
        "type": "object",
        "title": "收件回执",
        "properties": {
            **{name: {"type": ["string", "null"]} for name in (*texts, "due_on", "unit")},
            "answered_on": {"type": ["string", "null"]},
            "is_provisional": {"type": "boolean"},
            "is_confidential": {"type": "boolean"},
        },
        "required": ["key", "number", "received_on"],
    }


def _outcome() -> Object:
    """Of one item in a batch: a receipt, or a refusal."""
    return {
        "type": "object",
        "properties": {"status": {"type": "integer", "enum": [200, 201, 409, 422]}},
        "required": ["status"],
    }


def paths() -> Object:
    receipt = _json({"$ref": "#/components/schemas/Receipt"})
    changed = {
        "type": "object",
        "properties": {
            "requests": {"type": "array", "items": {"$ref": "#/components/schemas/Receipt"}},
            "cursor": _TEXT,
            "has_more": {"type": "boolean"},
        },
        "required": ["requests", "cursor", "has_more"],
    }
    since = _parameter("since", "query", {**_TEXT, "pattern": "^[0-9]{1,18}$"})
    key = _parameter("key", "path", _key())
    return {
        "/api/v1/requests": {
            "post": _post(),
            "get": {
                "operationId": "changed-requests",
                "summary": "哪些诉求有了变化",
                **_SIGNED,
                "parameters": [since],
                "responses": {"200": _json(changed), **_refusals(401, 405, 422, 429, 503)},
            },
        },
        "/api/v1/requests/{key}": {
            "get": {
                "operationId": "read-request",
                "summary": "一件诉求的办理情况",
                **_SIGNED,
                "parameters": [key],
                "responses": {"200": receipt, **_refusals(401, 404, 429, 503)},
            }
        },
    }


def _post() -> Object:
    request = {"$ref": "#/components/schemas/Request"}
    item = {
        "allOf": [
            {"type": "object", "properties": {"key": _key()}, "required": ["key"]},
            {
                "type": "object",
                "properties": request_properties(),
                "required": _request()["required"],
            },
        ]
    }
    batch = {"type": "array", "items": item, "minItems": 1, "maxItems": AT_ONCE}
    outcomes = {
        "type": "object",
        "properties": {
            "results": {"type": "array", "items": {"$ref": "#/components/schemas/Outcome"}}
        },
        "required": ["results"],
    }
    either = {"oneOf": [{"$ref": "#/components/schemas/Receipt"}, outcomes]}
    return {
        "operationId": "send-requests",
        "summary": f"发送一件诉求，或者一批（最多 {AT_ONCE} 件）",
        "description": "一件的外部编号写在 Idempotency-Key；一批的写在每一件的 key。",
        **_SIGNED,
        "parameters": [_parameter("Idempotency-Key", "header", _key())],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"oneOf": [request, batch]}}},
        },
        "responses": {
            "201": _json({"$ref": "#/components/schemas/Receipt"}),
            "200": _json(either),
            **_refusals(400, 401, 409, 411, 413, 415, 422, 429, 503),
        },
    }


def request_properties() -> Object:
    return dict(_request()["properties"])


def _key() -> Object:
    return {**_TEXT, "pattern": f"^{bodies.KEY.pattern}$"}


def _parameter(name: str, place: str, schema: Object) -> Object:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _json(schema: Object) -> Object:
    return {"description": "答复", "content": {"application/json": {"schema": schema}}}


def _refusals(*statuses: int) -> Object:
    return {str(one): {"$ref": f"#/components/responses/{one}"} for one in statuses}
