"""The columns of the demonstration bureau: those of the bureau template that get content."""

from datetime import datetime

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor
from huiyin.disclosure.models import AgencyPage, ColumnPage
from huiyin.disclosure.tree.columns import set_column
from huiyin.disclosure.tree.layout import lay_out, template

LAID = (
    "zhinan", "zhidu", "jigou", "dongtai", "gonggao",
    "zhengce/wenjian", "zhengce/jiedu", "guihua",
    "zhifa/quanze", "zhifa/xuke", "zhifa/chufa",
    "caizheng/yusuan", "caizheng/caigou",
    "yingji", "jianyi", "jiandu/tuijin", "nianbao",
)  # fmt: skip
KEPT = ("dongtai", "gonggao", "zhengce/wenjian", "zhengce/jiedu", "jiandu/tuijin")
"""Columns with a person of their own in charge; the others are their department's."""


def build(page: AgencyPage, actor: Actor, at: datetime) -> dict[str, ColumnPage]:
    """Create the columns; returns them by slug."""
    laid = lay_out(page, template(), actor=actor, at=at, only=LAID).by_path
    clerk = User.objects.filter(username="gongkai").first()
    if clerk is not None:
        for path in KEPT:
            laid[path] = set_column(laid[path], {"keeper": clerk}, actor=actor, at=at)
    return {column.slug: column for column in laid.values()}
