"""检查文书: what each of them may hold, and the series in which it is numbered."""

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
    "文号": "制发时生成的发文字号",
    "成文日期": "制发日期",
    "检查主体": "实施检查的主体",
    "检查对象": "被检查的企业名称",
    "信用代码": "被检查企业的统一社会信用代码",
    "检查事项": "检查事项的名称",
    "检查内容": "检查内容和标准；一行一段",
    "检查人员": "检查人员姓名和执法证号",
    "检查地点": "检查地点",
    "检查编号": "检查的编号",
    "联系方式": "本机关的电话",
}
NOTICED: Mapping[str, str] = {
    "拟检查日期": "计划的检查日期",
    "检查依据": "检查事项的依据",
    "检查类型": "日常、专项、双随机或者按线索",
    "批准人": "批准检查的人",
}
RECORDED: Mapping[str, str] = {
    "检查日期": "实际检查的日期",
    "检查情况": "登记的检查情况；每行一段",
    "检查结果": "未发现问题、责令改正（至何日）或者移送立案",
}
BLOCKS = frozenset({"检查内容", "检查情况", "联系方式"})
HEAD = frozenset({"机关名称", "文号", "成文日期", "检查对象", "检查事项", "检查人员"})


@dataclass(frozen=True)
class Kind(letters.Kind):
    """One of the papers."""

    family = "enforcement"
    folder = Path(__file__).parent / "letters"

    @property
    def label(self) -> str:
        return str(Role(self.key).label)

    @property
    def vocabulary(self) -> Vocabulary:
        """A notice without its day, a record without its result would tell a business nothing."""
        is_notice = self.key == Role.NOTICE
        known = {**ALL, **(NOTICED if is_notice else RECORDED)}
        needed = {"拟检查日期", "检查依据"} if is_notice else {"检查情况", "检查结果"}
        return Vocabulary(known, BLOCKS & known.keys(), HEAD | needed)


SERIES = {
    "enforcement.notice": Series("行政检查通知书", "检通"),
    "enforcement.record": Series("行政检查记录", "检录"),
}
FAMILY = letters.Family(
    "enforcement",
    {role.value: Kind(role.value, f"enforcement.{role.value}") for role in Role},
    SERIES,
)
