"""本地期限、答复分类: what the rules of this place say, set by the head with their basis.

They are the rules of one congress and one government, so they hold for every agency of the site.
"""

from huiyin.casework.local_tables import LocalTable
from huiyin.proposals.models import ReplyClass, Term
from huiyin.web.kept import page_cache

KEEP_TERMS = "proposals.keep_terms"
REFUSAL = "办理期限和答复分类由建议提案负责人设定"
TERMS = LocalTable(
    Term,
    "term",
    "办理期限",
    right=KEEP_TERMS,
    refusal=REFUSAL,
    asked=("step", "length", "unit", "valid_from", "basis"),
    columns={"step": "事项", "period": "期限", "valid_from": "执行日期", "basis": "依据"},
    kept="此前交办的期限不变",
)
CLASSES = LocalTable(
    ReplyClass,
    "class",
    "答复分类",
    right=KEEP_TERMS,
    refusal=REFUSAL,
    asked=("letter", "definition", "basis", "is_promise"),
    columns={
        "mark": "分类",
        "definition": "含义",
        "is_promise": "承诺事项",
        "basis": "依据",
        "is_in_use": "使用",
    },
    then=lambda row, at: page_cache.changed(),
)
