"""行政处罚公示: the published penalties, and why others were withdrawn."""

from huiyin.publicity import naming
from huiyin.publicity.holders import HolderKind
from huiyin.web.context import Section
from huiyin.web.narrowings import Choice, Several, Words, Year
from huiyin.web.publiclists import PublicList, RecordPage

from . import kinds
from .models import Penalty, PenaltyQuerySet, of_sort
from .wording import COLUMNS, REASONS, headed, told


def _public(penalties: PenaltyQuerySet) -> PenaltyQuerySet:
    return penalties.public()


def _explained(penalties: PenaltyQuerySet) -> PenaltyQuerySet:
    return penalties.explained()


PENALTIES = PublicList(
    key="penalties",
    section=Section(
        "行政处罚公示", "公示本机关作出的行政处罚决定", "行政处罚,双公示,处罚决定", "办事服务"
    ),
    door="disclosure",
    register=(51, "行政处罚公示", "行政处罚决定，可以查找和下载"),
    model=Penalty,
    public=_public,
    order=("-decided_on", "-pk"),
    template="penalties/portal/penalties.html",
    narrowings=(
        Year("year", "决定年份", "decided_on"),
        Several(
            "sort",
            "处罚类别",
            "kinds",
            lambda: [(sort, sort) for sort in kinds.SORTS],
            split=kinds.sorts,
            having=of_sort,
        ),
        Choice("holder_kind", "相对人类别", "holder_kind", lambda: HolderKind.choices),
    ),
    words=Words[PenaltyQuerySet](
        "holder", "按单位名称查找", "查找处罚决定", naming.found, naming.is_common
    ),
    columns=COLUMNS,
    record=RecordPage(
        name="penalty",
        template="penalties/portal/penalty.html",
        loaded=lambda penalties: penalties.select_related("subject"),
    ),
    has_feed=True,
    line=lambda penalty: (headed(penalty), told(penalty, "reference"), penalty.decided_on),
)


WITHDRAWALS = PublicList(
    key="penalty-withdrawals",
    section=Section(
        "行政处罚撤回说明",
        "公开说明撤回行政处罚决定信息的理由",
        "行政处罚,撤回,说明理由",
        "办事服务",
    ),
    door="disclosure",
    register=(52, "行政处罚撤回说明", "哪些处罚决定撤销或者变更了，为什么"),
    model=Penalty,
    public=_explained,
    order=("-explained_on", "-pk"),
    template="penalties/portal/withdrawals.html",
    narrowings=(Year("year", "说明年份", "explained_on"),),
    columns=REASONS,
)
