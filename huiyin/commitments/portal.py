"""信用承诺公示: the commitments whose papers agree to it, as a list, one by one, and as files."""

from huiyin.publicity import naming
from huiyin.web.context import Section
from huiyin.web.narrowings import Choice, Words, Year
from huiyin.web.publiclists import PublicList, RecordPage

from .models import Commitment, CommitmentQuerySet, Type
from .wording import COLUMNS, headed, told

PERFORMANCE = [choice for choice in Commitment.State.choices if choice[0] != Commitment.VOIDED]


COMMITMENTS = PublicList(
    key="commitments",
    section=Section(
        "信用承诺公示",
        "公示市场主体向本机关作出的信用承诺及其履行情况",
        "信用承诺,告知承诺,履约践诺",
        "办事服务",
    ),
    door="licences",
    register=(56, "信用承诺公示", "谁承诺了什么、履行得怎样，可以查找和下载"),
    model=Commitment,
    public=CommitmentQuerySet.public,
    order=("-committed_on", "-pk"),
    template="commitments/portal/commitments.html",
    narrowings=(
        Year("year", "承诺年份", "committed_on"),
        Choice("type", "承诺类型", "type", lambda: Type.choices, "没有这种承诺类型"),
        Choice("performance", "履约状态", "state", lambda: PERFORMANCE, "没有这种履约状态"),
    ),
    words=Words[CommitmentQuerySet](
        "holder", "按单位名称查找", "查找信用承诺", naming.found, naming.is_common
    ),
    columns=COLUMNS,
    record=RecordPage(
        name="commitment",
        template="commitments/portal/commitment.html",
        loaded=lambda commitments: commitments.select_related("subject"),
    ),
    has_feed=True,
    line=lambda one: (headed(one), told(one, "reference"), one.committed_on),
)
