"""许可文书: what each of them may hold, and the series in which it is numbered."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from huiyin.letters import kinds as letters
from huiyin.letters.checks import Vocabulary
from huiyin.letters.kinds import Series

from .models import Paper

Role = Paper.Role
ALL: Mapping[str, str] = {
    "机关名称": "本机关全称",
    "文书名称": "本文书的名称",
    "文号": "制发时生成的发文字号；准予许可的为决定文书号",
    "成文日期": "制发的日期",
    "申请人": "申请人全称或者姓名",
    "称谓": "您，或者贵单位",
    "受理号": "申请的受理号",
    "许可事项": "申请的许可事项，有办理项的加办理项",
    "收件日期": "收到申请的日期",
    "联系方式": "本机关的电话",
}
REASONED = {"理由": "填写的理由和依据；每行一段"}
REFUSED = {**REASONED, "救济途径": "告知的救济途径"}
OWN: Mapping[str, Mapping[str, str]] = {
    Role.LACKING: {"补正内容": "需要补正的全部内容；每行一段", "补正期限": "补正的最后一天"},
    Role.ACCEPT: {
        "受理日期": "受理的日期；逾期未告知的为收到材料的日期",
        "法定时限": "法定的工作日数",
        "承诺时限": "承诺的工作日数",
        "决定期限": "作出决定的最后一天",
    },
    Role.REFUSE_ACCEPTANCE: REFUSED,
    Role.SUSPEND: {"程序": "听证、检验等程序的名称", "结束日期": "告知的结束日期"},
    Role.EXTEND: {
        **REASONED, "延长天数": "延长的工作日数", "决定期限": "延长后作出决定的最后一天"
    },
    Role.REFUSE: REFUSED,
    Role.GRANT: {
        "许可内容": "许可的内容；每行一段", "有效期自": "有效期的第一天", "有效期至": "有效期的最后一天"
    },
}  # fmt: skip
BLOCKS = frozenset({"补正内容", "理由", "许可内容", "联系方式"})
HEAD = frozenset({"机关名称", "文号", "成文日期", "申请人"})


@dataclass(frozen=True)
class Kind(letters.Kind):
    """One of the papers; without what it tells the applicant it would tell nothing."""

    family = "approvals"
    folder = Path(__file__).parent / "letters"

    @property
    def vocabulary(self) -> Vocabulary:
        known = {**ALL, **OWN[self.key]}
        return Vocabulary(known, BLOCKS & known.keys(), HEAD | OWN[self.key].keys())


NOTICES, DECISIONS = "approvals.notice", "approvals.decision"
SERIES = {
    NOTICES: Series("补正、受理、办理时间、延长期限的告知", "许告"),
    DECISIONS: Series("不予受理、不予许可决定", "许决"),
}
REFUSING = {Role.REFUSE_ACCEPTANCE, Role.REFUSE}
FAMILY = letters.Family(
    "approvals",
    {
        role.value: Kind(
            role.value,
            "" if role == Role.GRANT else DECISIONS if role in REFUSING else NOTICES,
        )
        for role in Role
    },
    SERIES,
)
