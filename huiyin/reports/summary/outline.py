"""提纲: the parts of the summary in order, with the sentences from records and the office's slots.

Keys are stable: the office's paragraphs are stored under them from year to year. Headings are
numbered by position, so that an empty part leaves no gap.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from huiyin.reports.text import Citer, Runs

from . import applications, disclosure, hotline, licences, organisation, oversight, problems

Recorded = Callable[[Citer], list[Runs]]
"""Writes the sentences about one subject from the records."""


@dataclass(frozen=True)
class Slot:
    """A place for a text of the office that no record can supply."""

    key: str
    label: str
    hint: str
    """What to write there, for the form."""


@dataclass(frozen=True)
class Part:
    """A heading with its content, in order."""

    key: str
    heading: str | Callable[[Collection[str]], str]
    """May be a function of the slots that have a text."""
    content: tuple[Slot | Recorded, ...] = ()
    parts: tuple["Part", ...] = ()

    def slots(self) -> Iterator[Slot]:
        """Its own and those of its parts."""
        yield from (one for one in self.content if isinstance(one, Slot))
        for part in self.parts:
            yield from part.slots()

    def titled(self, spoken: Collection[str]) -> str:
        return self.heading if isinstance(self.heading, str) else self.heading(spoken)


MEASURES = Slot("measures", "下一步工作打算", "从工作计划中选取，不在此填写")
"""The place of the chosen measures; the office does not write here."""

FOLLOWED = Slot("followed", "上年措施落实情况", "由工作计划生成，不在此填写")
"""The place of last year's measures and their states; the office does not write here."""
UNWRITTEN = (MEASURES, FOLLOWED)

OPENING = Slot(
    "opening",
    "开头：工作要求和总体情况",
    "按照谁的部署、在谁的指导下开展工作，全年总的做法；不写数字和成绩评价",
)

_ORGANISATION = Part(
    "organisation",
    "组织领导和工作机制",
    (
        organisation.leading_group,
        Slot(
            "organisation/leading-group",
            "工作机制",
            "领导小组怎样研究、协调和督促公开工作；组长、成员、办公室和责任科室由职责分工生成，不必写",
        ),
        organisation.planned,
        organisation.assessed,
        Slot(
            "organisation/together",
            "同布置、同考核",
            "政务公开与业务工作怎样一并部署、一并考核，本年开过哪些会；考核的单位数由台账生成，不必写",
        ),
        organisation.heard,
        Slot(
            "organisation/topics",
            "围绕中心工作和群众关切",
            "本年围绕哪些重点工作和群众关心的问题开展公开；群众反映较多的事项由台账生成，不必写",
        ),
    ),
)
_CONTENT = Part(
    "content",
    "主动公开",
    (
        organisation.persons,
        Slot(
            "content/persons-and-times",
            "公开的范围、形式和时间",
            "常规性工作定期公开、临时性工作随时公开、固定性工作长期公开的具体做法；各岗位人数由任职记录生成，不必写",
        ),
        disclosure.systems,
        disclosure.published,
        disclosure.registers,
        disclosure.decisions,
    ),
)
_APPLICATIONS = Part(
    "applications",
    lambda spoken: (
        "依申请公开和公开平台建设" if "applications/new-media" in spoken else "依申请公开"
    ),
    (
        Slot(
            "applications/handling",
            "依申请公开的办理制度",
            "登记、审核、答复由哪些科室负责，有什么制度；件数和时限由台账生成，不必写",
        ),
        applications.handled,
        Slot(
            "applications/new-media",
            "新媒体和窗口建设",
            "微信公众号等新媒体、服务窗口、公开专区的建设和使用情况",
        ),
    ),
)
_LICENCES = Part(
    "licences",
    "行政许可及公示",
    (
        licences.decided,
        licences.weekly,
        Slot(
            "licences/commitments",
            "信用承诺和许可台账",
            "信用承诺书的签订和公开、许可台账的管理等做法；件数和公示时限由台账生成，不必写",
        ),
    ),
)
_SUPERVISION = Part(
    "supervision",
    "监督保障",
    (
        Slot(
            "supervision/assessment",
            "考核制度",
            "政务公开是否纳入岗位目标责任制，怎样考评；考核结果、通报和限期整改的件数由台账生成，不必写",
        ),
        organisation.results,
        oversight.mended,
        Slot(
            "supervision/oversight",
            "接受人大、政协和社会监督",
            "办理建议提案的做法，怎样听取代表、委员和群众的意见；件数、联系电话和渠道由台账生成，不必写",
        ),
        oversight.proposals,
        disclosure.proposals,
        hotline.supervision,
        Slot("training", "学习培训", "本年组织或参加了哪些培训，什么时间，哪些人员参加"),
    ),
)
_HOTLINE = Part(
    "hotline",
    "热线留言办理工作",
    (
        hotline.leadership,
        Slot(
            "hotline/leadership",
            "对办理工作的认识和要求",
            "对热线留言办理工作有什么要求，领导怎样过问；分管领导、统筹科室和岗位人数由记录生成，不必写",
        ),
        hotline.rounds,
        Slot(
            "hotline/rounds",
            "每日查看和交办",
            "怎样交办、督办和核对答复；收集次数由收集记录生成，不必写",
        ),
        hotline.rules,
        Slot(
            "hotline/rules",
            "办理答复制度",
            "本年的办理答复制度规定了哪些流程、要求和时限，效果怎样；名称和文号由已公开的制度生成，不必写",
        ),
        hotline.handled,
    ),
)
_PROBLEMS = Part(
    "problems",
    lambda spoken: "存在的问题及下一步工作打算" if MEASURES.key in spoken else "存在的问题",
    (
        FOLLOWED,
        problems.sentences,
        Slot(
            "problems/own",
            "台账反映不出的问题",
            "人员、能力、制度等方面的不足；超期、不满意等问题由台账生成，不必写",
        ),
        MEASURES,
    ),
)

OUTLINE = (
    Part(
        "disclosure",
        "政务公开工作",
        parts=(_ORGANISATION, _CONTENT, _APPLICATIONS, _LICENCES, _SUPERVISION),
    ),
    _HOTLINE,
    _PROBLEMS,
)


def slots() -> dict[str, Slot]:
    """Every place where the office speaks, in the order of the text."""
    every = (OPENING, *(slot for part in OUTLINE for slot in part.slots()))
    return {one.key: one for one in every if one not in UNWRITTEN}
