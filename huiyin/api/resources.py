"""What a program can read, said once: from this follow the addresses, the answers, and their description."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from huiyin.web.downloads import Cell, for_json
from huiyin.web.narrowings import Choice, Narrowing, Year
from huiyin.web.problems import ProblemError
from huiyin.web.tables import Column, Described

M = TypeVar("M", bound=Model)
Schema = Mapping[str, Any]
"""JSON Schema, as OpenAPI 3.1 has it."""
TEXT: Schema = {"type": "string"}
LONGEST = 100


@dataclass(frozen=True)
class Parameter:
    """One thing that an address may ask for."""

    name: str
    about: str
    schema: Schema
    said: str = ""
    """What is wrong with another value; worked out from the schema without it."""

    def fault(self, value: str) -> str:
        """What is wrong with a value; nothing, if it is right."""
        options, pattern = self.schema.get("enum"), self.schema.get("pattern")
        if options is not None and value not in options:
            return f"只能是：{'、'.join(options[:30])}" if options else "现在没有可以选的值"
        if len(value) > self.schema.get("maxLength", LONGEST):
            return f"最多 {self.schema.get('maxLength', LONGEST)} 个字"
        if pattern and not re.fullmatch(pattern, value):
            return self.said or f"应符合 {pattern}"
        return ""


@dataclass(frozen=True, kw_only=True)
class Named:
    """What the table of contents says.

    Attributes:
        key: in its address, and for ever.
        page: where a person reads the same.
    """

    key: str
    title: str
    about: str
    page: str
    columns: tuple[Described, ...]
    parameters: Callable[[], tuple[Parameter, ...]] = lambda: ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, kw_only=True)
class Records(Named, Generic[M]):
    """Records of one model, read page by page.

    Attributes:
        narrowed: the public ones that a request asks for.
        loaded: with all that the cells say, in a fixed number of queries.
        order: columns that tell any two records apart, the last one unique.
        cells: of each column.
        one: the public record of an identifier, loaded.
        more: what only the answer about one record says, with its schema.
    """

    narrowed: Callable[[HttpRequest], "QuerySet[M]"]
    loaded: Callable[["QuerySet[M]"], "QuerySet[M]"]
    order: tuple[str, ...]
    cells: tuple[Callable[[M], Cell], ...]
    identifier: Callable[[M], str]
    address: Callable[[M], str]
    one: Callable[[str], M]
    more: Callable[[M], Mapping[str, Any]] = lambda record: {}
    more_schema: Mapping[str, Schema] | None = None


@dataclass(frozen=True, kw_only=True)
class Rows(Named):
    """What is worked out and short, read whole; the rows are in the order of the columns."""

    rows: Callable[[HttpRequest], Iterator[tuple[Cell, ...]]]


Resource = Records[Any] | Rows


def address_of(key: str) -> str:
    """Of a resource: `/api/v1/licences`."""
    return f"/api/v1/{key}"


def record_address(key: str, identifier: str) -> str:
    """Of one record; an 索引号 may hold any character."""
    return f"{address_of(key)}/{quote(identifier, safe='/')}"


def plain(cell: Cell) -> Any:
    """A cell as JSON has it; an empty one is null."""
    return None if cell == "" else for_json(cell)


def described(columns: tuple[Column[M], ...]) -> tuple[Described, ...]:
    return tuple(column.described for column in columns)


def parameter_of(narrowing: Narrowing) -> Parameter:
    """A filter of a page as a parameter, with the values that there are."""
    if isinstance(narrowing, Year):
        schema = {"type": "string", "pattern": "^(19|20)[0-9]{2}$"}
        return Parameter(narrowing.name, narrowing.label, schema, "请填写四位数的年份")
    assert isinstance(narrowing, Choice)  # noqa: S101 - there is no third kind
    if narrowing.options is None:
        return Parameter(narrowing.name, narrowing.label, {**TEXT, "maxLength": LONGEST})
    options = dict(narrowing.options())
    words = "、".join(
        label if value == label else f"{value} {label}" for value, label in options.items()
    )
    about = f"{narrowing.label}：{words}" if words else narrowing.label
    return Parameter(narrowing.name, about, {**TEXT, "enum": [*options]})


def check(request: HttpRequest, known: tuple[Parameter, ...]) -> None:
    """Only known parameters, each once, each with a value that it may have; empty is as none.

    Raises:
        ProblemError: 422, every fault at its parameter.
    """
    by_name = {one.name: one for one in known}
    faults = []
    for name, values in request.GET.lists():
        if name not in by_name:
            names = "、".join(by_name)
            fault = f"没有这个参数，可以用的有：{names}" if names else "这个地址没有参数"
        elif len(values) > 1:
            fault = "只能写一次"
        else:
            fault = by_name[name].fault(values[0]) if values[0] else ""
        if fault:
            faults.append((name[:60], fault))
    if faults:
        raise ProblemError(422, "请按 errors 逐项改正地址中的参数", *faults[:20])
