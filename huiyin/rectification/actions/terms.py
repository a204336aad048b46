"""整改期限: what holds where a paper names no day."""

from huiyin.casework.local_tables import LocalTable
from huiyin.rectification.models import Term

TERMS = LocalTable(
    Term,
    "term",
    "整改期限",
    right="rectification.keep_terms",
    refusal="整改期限由督办岗设定",
    asked=("category", "length", "unit", "valid_from", "basis"),
    columns={"category": "类别", "period": "期限", "valid_from": "执行日期", "basis": "依据"},
    kept="此前登记的期限不变",
)
