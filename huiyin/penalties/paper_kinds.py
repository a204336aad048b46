"""处罚文书: what each of them may hold, and the series in which it is numbered."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from huiyin.letters import kinds as letters
from huiyin.letters.checks import Vocabulary
from huiyin.letters.kinds import Series

from .models import Paper

Role = Paper.Role
RECEIPT = "receipt"
"""送达回证: to be filled in by hand, so it is drawn when it is wanted."""
ALL: Mapping[str, str] = {
    "机关名称": "本机关全称",
    "文书名称": "本文书的名称",
    "文号": "制发时生成的发文字号；处罚决定的为决定书文号",
    "成文日期": "文书的日期",
    "当事人": "当事人全称或者姓名",
    "当事人情况": "统一社会信用代码或者证件号码、法定代表人、地址；每行一段",
    "案号": "案件的编号",
    "违法行为": "违法行为类型",
    "立案日期": "立案的日期",
    "联系方式": "本机关的电话",
}
FOUND = {"违法事实": "违法事实；每行一段", "证据": "证据清单；每行一段"}
PUNISHED = {
    **FOUND,
    "处罚依据": "违反和据以处罚的规定",
    "裁量": "裁量等级和理由；每行一段",
    "处罚内容": "处罚的内容，罚没款有大写金额；每行一段",
}
CONTEST = {"救济告知": "行政复议、行政诉讼的途径和期限；每行一段"}
PAYING = {"缴纳方式": "怎样缴纳罚没款；没有罚没款的为空"}
SERVED = {"决定书文号": "处罚决定的文号", "决定日期": "处罚决定的日期", "送达日期": "送达的日期"}
OWN: Mapping[str, Mapping[str, str]] = {
    Role.NOTICE: {**PUNISHED, "权利告知": "陈述申辩和听证的权利；每行一段"},
    Role.HEARING: {
        "要求日期": "要求听证的日期",
        "听证时间": "听证的日期和时间",
        "听证地点": "听证的地点",
        "听证主持人": "主持人",
        "听证方式": "公开或者不公开",
    },
    Role.ON_SPOT: {**PUNISHED, **PAYING, **CONTEST},
    Role.DECISION: {**PUNISHED, **PAYING, **CONTEST, "告知和申辩": "告知、听证、陈述申辩和复核；每行一段"},
    Role.SPARED: {**FOUND, **CONTEST, "理由": "不予处罚的情形和理由；每行一段"},
    Role.SURCHARGE: {
        **SERVED, **PAYING, **CONTEST,
        "缴纳期限": "应当缴纳的最后一天", "起算日期": "开始加处的日期", "尚欠罚款": "尚欠的罚款",
        "加处数额": "到本文书的日期可以加处的数额",
    },
    Role.URGED: {**SERVED, **PAYING, "应履行的义务": "尚未履行的义务；每行一段"},
    Role.DEFERRED: {**SERVED, **PAYING, "缴纳安排": "批准的日期和金额；每行一段"},
    RECEIPT: {"送达文书": "送达的文书和文号"},
}  # fmt: skip
BLOCKS = frozenset(
    {
        "当事人情况", "联系方式", "违法事实", "证据", "裁量", "处罚内容", "权利告知", "告知和申辩",
        "缴纳方式", "救济告知", "理由", "应履行的义务", "缴纳安排",
    }
)  # fmt: skip
HEAD = frozenset({"机关名称", "当事人"})
OPTIONAL = frozenset({"证据", "裁量"})
"""A fine on the spot has neither a list of evidence nor, as a rule, a grade."""


@dataclass(frozen=True)
class Kind(letters.Kind):
    """One of the papers; without what the law wants in it it would not do."""

    family = "penalties"
    folder = Path(__file__).parent / "letters"

    @property
    def vocabulary(self) -> Vocabulary:
        known = {**ALL, **OWN[self.key]}
        numbered = frozenset({"文号", "成文日期"} if self.text.is_numbered else ())
        asked = OWN[self.key].keys() - (OPTIONAL if self.key == Role.ON_SPOT else set())
        return Vocabulary(known, BLOCKS & known.keys(), HEAD | numbered | asked)


NOTICES, SPARING, SURCHARGES = "penalties.notice", "penalties.spared", "penalties.surcharge"
SERIES = {
    NOTICES: Series("事先告知、听证通知、催告、延期分期的通知", "罚告"),
    SPARING: Series("不予处罚决定", "不罚决"),
    SURCHARGES: Series("加处罚款决定", "加罚决"),
}
BY_SERIES = {
    Role.SPARED: SPARING, Role.SURCHARGE: SURCHARGES, Role.ON_SPOT: "", Role.DECISION: "",
}  # fmt: skip
FAMILY = letters.Family(
    "penalties",
    {
        **{role.value: Kind(role.value, BY_SERIES.get(role, NOTICES)) for role in Role},
        RECEIPT: Kind(RECEIPT),
    },
    SERIES,
)
