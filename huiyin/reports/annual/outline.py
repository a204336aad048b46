"""提纲: what stands in each chapter of the annual report, and where the office speaks.

Headings of chapters are those of the national form; the five blocks of the first one are what the
notice of 2021 asks for. None of them is left out.
"""

from huiyin.reports.summary import Part, Slot, applications, disclosure, hotline
from huiyin.reports.summary.outline import Recorded
from huiyin.reports.text import Runs

from . import sentences

OPENING = Slot(
    "annual/opening",
    "开头补充",
    "编制依据和统计期限已由系统写出；可以补充电子版网址、查阅地点等，没有的不写",
)
IMPROVED = Slot(
    "annual/problems/improved",
    "上年问题的改进情况",
    "上年报告里写的每个问题，一行说一个：做了什么，现在怎样",
)
OWN_PROBLEMS = Slot(
    "annual/problems/own",
    "台账反映不出的问题",
    "本年信息公开工作中人员、制度、内容等方面的不足，一行写一个；超期等问题由台账生成，不必写",
)
REASONS = Slot(
    "annual/other/reasons",
    "与上年报告不衔接的原因",
    "规范性文件清理、上年数据更正等，写明哪一项、差多少、为什么",
)
OTHER = Slot(
    "annual/other/own",
    "其他需要报告的事项",
    "本年其他应当报告的事项；没有的不写，系统写“无其他需要报告的事项”",
)

OVERVIEW = (
    Part(
        "annual/disclosure",
        "主动公开",
        (
            disclosure.published,
            disclosure.registers,
            disclosure.decisions,
            Slot(
                "annual/disclosure/own",
                "主动公开的做法",
                "本年围绕哪些重点公开，怎样解读和回应；件数由台账生成，不必写",
            ),
        ),
    ),
    Part(
        "annual/applications",
        "依申请公开",
        (
            applications.handled,
            Slot(
                "annual/applications/own",
                "依申请公开的做法",
                "登记、审核、答复的制度和改进；件数和结果由台账生成，不必写",
            ),
        ),
    ),
    Part(
        "annual/management",
        "政府信息管理",
        (
            sentences.normative,
            Slot(
                "annual/management/own",
                "政府信息管理的做法",
                "公开属性认定、保密审查、文件清理、目录更新等",
            ),
        ),
    ),
    Part(
        "annual/platform",
        "政府信息公开平台建设",
        (
            Slot(
                "annual/platform/own",
                "平台建设情况",
                "门户网站、政务新媒体、公开专区和查阅点的建设、维护和使用情况",
            ),
        ),
    ),
    Part(
        "annual/supervision",
        "监督保障",
        (
            Slot(
                "annual/supervision/own",
                "监督保障的做法",
                "领导小组和分工、培训、考核、社会评议、责任追究的情况",
            ),
            disclosure.proposals,
            hotline.supervision,
        ),
    ),
)
PROBLEMS: tuple[Slot | Recorded, ...] = (
    sentences.problems,
    OWN_PROBLEMS,
    sentences.next_steps,
    sentences.followed,
    sentences.compared_problems,
    IMPROVED,
)
OTHERS: tuple[Slot | Recorded, ...] = (sentences.fees, REASONS, OTHER)


def nothing_else(is_empty: bool) -> list[Runs]:
    """What stands at the end where the office has nothing to add."""
    return [["除上述情况外，无其他需要报告的事项。"]] if is_empty else []


def slots() -> dict[str, Slot]:
    """Every place where the office speaks, in the order of the text."""
    of_parts = (slot for part in OVERVIEW for slot in part.slots())
    others = (one for one in (*PROBLEMS, *OTHERS) if isinstance(one, Slot))
    return {slot.key: slot for slot in (OPENING, *of_parts, *others)}
