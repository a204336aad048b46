"""收集要求: which online doors an agency looks at how often, and its page on the desk."""

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage
from huiyin.hotline.models import CollectionRule

RULES = LocalTable(
    CollectionRule,
    "collection-rule",
    "收集要求",
    right="hotline.keep_collection_rules",
    refusal="网上渠道收集要求由热线负责人设定",
    asked=("channel", "morning", "afternoon", "valid_from", "basis"),
    columns={
        "channel": "渠道",
        "morning": "上午次数",
        "afternoon": "下午次数",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="此前的半日按原要求计",
)
PAGE = LocalPage(
    "collection-rules",
    "网上渠道收集要求",
    "每个工作日至少收集两次，上午、下午各一次；半日按办公时间划分，调休上班日也要收集。没有列出的渠道不要求收集，不再要求的填 0。",
    (RULES,),
)
