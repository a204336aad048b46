"""保密审查 point by point: what the Regulation asks of each text before it is public (条例第十四至十七条)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from huiyin.casework.faults import refuse
from huiyin.disclosure.models import Attribute

NO, YES, ALLOWED = "no", "yes", "allowed"
SAID = {
    NO: "不涉及",
    YES: "涉及",
    ALLOWED: "涉及，但第三方同意公开，或者不公开会对公共利益造成重大影响",
}


@dataclass(frozen=True)
class Point:
    """One question; `shuts` where 涉及 means that the text may not be published."""

    name: str
    label: str
    article: str
    shuts: bool
    answers: tuple[str, ...] = (NO, YES)

    @property
    def question(self) -> str:
        return f"是否涉及{self.label}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(answer, SAID[answer]) for answer in self.answers]


POINTS: tuple[Point, ...] = (
    Point("state_secret", "国家秘密", "条例第十四条", shuts=True),
    Point("forbidden", "法律、行政法规禁止公开的内容", "条例第十四条", shuts=True),
    Point("endangers", "公开后可能危及国家安全、公共安全、经济安全、社会稳定的内容", "条例第十四条", shuts=True),
    Point(
        "third_party", "商业秘密、个人隐私等公开会损害第三方合法权益的内容", "条例第十五条",
        shuts=True, answers=(NO, ALLOWED, YES),
    ),
    Point("work_secret", "工作秘密", "保守国家秘密法", shuts=True),
    Point("internal", "人事管理、后勤管理、内部工作流程等内部事务信息", "条例第十六条第一款", shuts=False),
    Point("process", "讨论记录、过程稿、磋商信函、请示报告等过程性信息", "条例第十六条第二款", shuts=False),
    Point("enforcement", "行政执法案卷信息", "条例第十六条第二款", shuts=False),
)  # fmt: skip


def check(answers: Mapping[str, str], attribute: str) -> None:
    """Each point has its answer, and the conclusion follows from them.

    Raises:
        ValidationError: by the name of the point, or of the attribute.
    """
    wrong = {
        point.name: f"请选择{point.question}"
        for point in POINTS
        if answers.get(point.name) not in point.answers
    }
    refuse(wrong)
    involved = [point for point in POINTS if answers[point.name] == YES]
    if attribute == Attribute.PROACTIVE and (shut := [p for p in involved if p.shuts]):
        named = "、".join(f"{point.label}（{point.article}）" for point in shut)
        raise ValidationError({"attribute": f"涉及{named}的，不能主动公开"})
    if attribute == Attribute.NOT_DISCLOSED and not involved:
        message = "各项都不涉及的，没有不予公开的理由（条例第五条：以公开为常态）"
        raise ValidationError({"attribute": message})


def point(name: str) -> Point:
    return next(one for one in POINTS if one.name == name)


def is_complete(answers: Mapping[str, str]) -> bool:
    """Whether every point was asked and answered."""
    return all(answers.get(point.name) in point.answers for point in POINTS)


def answers_in_words(answers: Mapping[str, str]) -> list[tuple[Point, str]]:
    """The points with their answers in words, for the record."""
    return [(point, SAID[answers[point.name]]) for point in POINTS if answers.get(point.name)]
