"""Pages of a list that need no counting: each begins behind the last record of the one before.

A record that comes or goes meanwhile moves no other one into a page that was read already. A cursor
names that last record by the columns of the order; it is signed, so that only places that this site
gave out are asked for, and it outlives a restart.
"""

from datetime import date
from typing import Any, Final

from django.core import signing
from django.db.models import Q, QuerySet

from huiyin.web.problems import ProblemError

from .resources import Records

_SIGNER: Final = signing.Signer(salt="huiyin.api.cursors")


def after(record: Any, of: Records[Any]) -> str:
    """The cursor of what follows this record."""
    values = [_plain(getattr(record, name.lstrip("-"))) for name in of.order]
    return _SIGNER.sign_object([of.key, *values], compress=False)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def behind(records: "QuerySet[Any]", cursor: str, of: Records[Any]) -> "QuerySet[Any]":
    """Those behind a cursor, in the order of the list.

    Raises:
        ProblemError: 422, it is no cursor of this list.
    """
    try:
        key, *values = _SIGNER.unsign_object(cursor)
    except (signing.BadSignature, ValueError) as error:
        raise _refused() from error
    if key != of.key or len(values) != len(of.order):
        raise _refused()
    return records.filter(_condition(of.order, values))


def _refused() -> ProblemError:
    fault = ("cursor", "不是这个地址给出的 cursor，请从第一页开始")
    return ProblemError(422, "请按 errors 逐项改正地址中的参数", fault)


def _condition(order: tuple[str, ...], values: list[Any]) -> Q:
    """Later in the order; the bound by the first column alone is what an index can use."""
    condition, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        column, further = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= equal & Q((f"{column}__{further}", value))
        equal &= Q((column, value))
    first, further = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q((f"{first}__{further}", values[0])) & condition
