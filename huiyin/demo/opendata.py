"""What the bureau promises of its data: a licence, and how often each series is renewed."""

from datetime import datetime

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.opendata.actions import RENEWALS, TERMS
from huiyin.opendata.models import DataTerms, Frequency

BASIS = "云溪市城市管理局公共数据开放办法（示例）第六条"
NAME = "知识共享 署名 4.0 国际（CC BY 4.0）"
ADDRESS = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
TEXT = (
    "可以免费使用、改编、再发布，包括用于商业目的；请注明“数据来源：云溪市城市管理综合执法局”和取得日期。"
    "已经撤下的内容，请一并从您的副本中去掉。"
)
OFTEN = {
    "licences": Frequency.WEEKLY,
    "penalties": Frequency.QUARTERLY,
    "budgets": Frequency.ANNUAL,
    "figures": Frequency.DAILY,
    "workdays": Frequency.ANNUAL,
}


def set_terms(keeper: Actor, at: datetime) -> None:
    """From that day on; set once."""
    if DataTerms.objects.exists():
        return
    day = timezone.localdate(at)
    TERMS.set(
        actor=keeper, at=at, name=NAME, address=ADDRESS, text=TEXT, valid_from=day, basis=BASIS
    )
    for series, frequency in OFTEN.items():
        RENEWALS.set(
            actor=keeper,
            at=at,
            series=series,
            frequency=frequency.value,
            valid_from=day,
            basis=BASIS,
        )
