"""信用修复和异议期限: set by the head, from a day on, with their basis."""

from huiyin.casework.local_tables import LocalTable
from huiyin.credit.models import Term
from huiyin.credit.rights import KEEP
from huiyin.web.kept import page_cache

TERMS = LocalTable(
    Term,
    "term",
    "信用修复和异议期限",
    right=KEEP,
    refusal="信用修复和异议期限由行政处罚负责人设定",
    asked=("step", "length", "unit", "valid_from", "basis"),
    columns={"step": "事项", "period": "期限", "valid_from": "执行日期", "basis": "依据"},
    kept="此前收件的按原来的期限",
    then=lambda row, at: page_cache.changed(),  # the public guide tells them
)
