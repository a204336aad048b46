"""公示期限: how long records stay on the own site, and its page on the desk."""

from datetime import datetime
from typing import Any

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage
from huiyin.web.kept import page_cache

from . import kinds
from .models import KEEP, PublicityTerm


def _noted(row: Any, at: datetime) -> None:
    page_cache.changed()  # the guards of moves remember the terms


TERMS = LocalTable(
    PublicityTerm,
    "term",
    "公示期限",
    right=KEEP,
    refusal="公示期限由信息公开负责人设定",
    asked=("kind", "holder", "months", "counted_from", "valid_from", "basis"),
    columns={
        "kind": "公示内容",
        "holder": "相对人",
        "period": "期限",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="已经公示的，截止日不变",
    choices={"kind": kinds.choices},
    then=_noted,
)
PAGE = LocalPage(
    "publicity-terms",
    "公示期限",
    "本机关网站公示多久，国家对行政许可没有统一规定，请按本地规定填写并写明依据。"
    "没有设定的，公示不设截止日。按公示当日有效的规定计算；截止日当日仍可查阅，次日零时起停止公示。",
    (TERMS,),
)
