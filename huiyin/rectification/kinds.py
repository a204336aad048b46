"""整改文书: what each of them may hold, and the series in which it is numbered."""

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
    "文号": "下达、签发时生成的发文字号",
    "签发人": "下达、签发的人",
    "成文日期": "下达、签发的日期",
    "事由": "整改事项的事由",
    "整改编号": "整改事项的编号",
    "联系方式": "本机关的电话",
}
ORDERED: Mapping[str, str] = {
    "责任单位": "要整改的单位；同文的列出各单位",
    "称谓": "贵单位；同文的为上述单位",
    "存在问题": "登记的存在问题；每行一段",
    "整改要求": "登记的整改要求；每行一段",
    "期限": "完成整改的最后一天",
}
ANSWERED: Mapping[str, str] = {
    "来文机关": "来文机关",
    "来文": "来文的名称和文号",
    "正文": "签发复函时填写的正文；每行一段",
}
BLOCKS = frozenset({"存在问题", "整改要求", "正文", "联系方式"})
HEAD = frozenset({"机关名称", "文号", "成文日期"})


@dataclass(frozen=True)
class Kind(letters.Kind):
    """One of the papers; the notices order, the answer goes to whoever sent the matter."""

    family = "rectification"
    folder = Path(__file__).parent / "letters"

    @property
    def label(self) -> str:
        return str(Role(self.key).label)

    @property
    def vocabulary(self) -> Vocabulary:
        """Without its demands, its last day or its text a paper would order or answer nothing."""
        if self.key == Role.ANSWER:
            own, needed = ANSWERED, frozenset({"来文机关", "来文", "正文"})
        else:
            own, needed = ORDERED, frozenset({"责任单位", "存在问题", "整改要求", "期限"})
        known = {**ALL, **own}
        return Vocabulary(known, BLOCKS & known.keys(), HEAD | needed)


SERIES = {
    "rectification.order": Series("限期整改通知书", "整改"),
    "rectification.circular": Series("通报", "通"),
    "rectification.answer": Series("整改情况复函", "整复"),
}
FAMILY = letters.Family(
    "rectification",
    {role.value: Kind(role.value, f"rectification.{role.value}") for role in Role},
    SERIES,
)
