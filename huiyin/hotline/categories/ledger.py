"""诉求分类台账: a whole tree as a table; a parent stands before what is below it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.casework.ledgers import Ledger, declare
from huiyin.hotline.models import Category, key_of

from . import actions
from .sheet import SHEET


def key_of_row(values: Mapping[str, Any]) -> str:
    """The key of a row; empty where a part of it is missing."""
    scheme, code = values.get("scheme_id"), values.get("code")
    return key_of(scheme, code, values.get("valid_from")) if scheme and code else ""


def checker() -> Callable[[Category, date], None]:
    """The checks of the action, and that what is above is there or stood in a row before."""
    pairs = Category.objects.valid().values_list("scheme", "code")
    known = set(pairs)

    def check(node: Category, today: date) -> None:
        actions.check(node, today)
        if node.parent_code and (node.scheme_id, node.parent_code) not in known:
            message = f"上级编码 {node.parent_code} 不在分类体系里；在这张表里的，请排在下级前面"
            raise ValidationError({"parent_code": message})
        known.add((node.scheme_id, node.code))

    return check


LEDGER = declare(
    Ledger(
        key="categories",
        label="诉求分类台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=checker,
        personal_permission="",
        key_of=key_of_row,
    )
)
