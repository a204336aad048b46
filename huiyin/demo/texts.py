"""News, notices, procurement, replies and guides of the bureau; all invented."""

from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random

from huiyin.organisations.models import Organisation

from . import words
from .clock import FIRST
from .phrases import CLOSINGS, OPENINGS, measures, paragraphs, section, signed
from .schedule import Planned

SUBJECTS = (
    "占道经营集中整治", "夜间渣土运输联合检查", "背街小巷环境提升", "行道树修剪", "户外广告安全排查",
    "雨后市政设施巡查", "口袋公园建设", "公厕提质改造", "门前责任制宣传", "道路路灯夜查", "垃圾分类进社区",
    "窨井盖隐患排查", "便民座椅增设", "共享单车停放规范", "建筑工地扬尘检查", "城市家具清洗",
)  # fmt: skip
VERBS = ("开展", "扎实推进", "组织", "集中开展", "持续推进", "深入推进")


def news(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    """No repetition for years: place, subject and verb are drawn without replacement, one a day."""
    combinations = list(product(words.DISTRICTS + words.STREETS, SUBJECTS, VERBS))
    order = Random("news").sample(range(len(combinations)), len(combinations))
    where, subject, verb = combinations[order[(one.formed - FIRST).days % len(combinations)]]
    day = f"{one.formed.month}月{one.formed.day}日"
    lead = f"{day}，{random.choice(OPENINGS)}我局在{where}{verb}{subject}工作。"
    title = f"我局在{where}{verb}{subject}"
    return title, paragraphs([lead, *measures(random, 3), random.choice(CLOSINGS)])


WORKS = ["临时封闭施工", "路灯检修停电", "绿化养护作业占道"]
TIP = "建筑垃圾消纳场开放时间调整"


def announcement(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    street, kind = random.choice(words.STREETS), random.choice([*WORKS, TIP])
    number = f"（{one.formed.year}年第{one.serial}号）"
    last = "给您带来的不便，敬请谅解。咨询电话见本局公开指南。"
    if kind == TIP:
        lines = [
            f"因场地整修，{random.choice(words.DISTRICTS)}消纳场自即日起调整开放时间，现将有关事项公告如下。",
            "开放时间调整为每日7:00至19:00，请各运输企业合理安排车辆，按核准的路线运输。",
            last,
        ]
        return f"关于{TIP}的公告{number}", paragraphs(lines) + signed(agency, one.formed)
    hours = random.choice(["8:00至18:00", "22:00至次日5:00"])
    lines = [
        f"因作业需要，定于近期在{street}进行{kind}，现将有关事项公告如下。",
        f"作业时间为每日{hours}，请过往车辆和行人服从现场指挥、提前绕行。",
        f"作业期间{last}",
    ]
    return f"关于{street}{kind}的公告{number}", paragraphs(lines) + signed(agency, one.formed)


TOLD_ONCE = (
    (
        "关于部分建筑垃圾处置核准事项委托区级城市管理部门实施的公告",
        "自即日起，单个工程建筑垃圾处置量不足一万立方米的核准事项，委托工程所在地的区级城市管理部门实施。",
        "此前我局已受理的申请，仍由我局作出决定并公示。",
    ),
    (
        "关于市长热线并入政务服务便民热线的公告",
        "自即日起，市长热线并入12345政务服务便民热线，原号码继续保留，24小时受理。",
        "能够当场答复的，由热线直接答复；需要现场处置的，由热线转我局办理。",
    ),
)


def single_notice(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    title, *lines = TOLD_ONCE[one.serial - 1]
    return title, paragraphs(["现将有关事项公告如下。", *lines]) + signed(agency, one.formed)


GUIDES = (
    ("城市建筑垃圾处置核准", "5个工作日", "3个工作日"),
    ("大型户外广告设置", "5个工作日", ""),
    ("占用城市道路审批", "5个工作日", ""),
    ("挖掘城市道路审批", "5个工作日", "4个工作日"),
    ("砍伐、移植城市树木审批", "5个工作日", ""),
    ("临时占用城市绿化用地审批", "5个工作日", ""),
    ("临时性建筑物搭建、堆放物料、占道施工审批", "5个工作日", ""),
    ("关闭、闲置、拆除城市环境卫生设施许可", "5个工作日", ""),
    ("从事城市生活垃圾经营性清扫、收集、运输、处理服务审批", "5个工作日", ""),
    ("依附于城市道路建设管线、杆线审批", "5个工作日", ""),
)
"""The subject, the promised limit, and the shorter one since July 2021."""


def licensing(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    name, promised, shorter = GUIDES[one.serial]
    limit = shorter if shorter and one.formed >= date(2021, 7, 1) else promised
    body = section(
        "一、申请条件",
        [
            "申请人为依法成立的单位或者具有完全民事行为能力的自然人，申请内容符合城市规划和技术规范。"
        ],
    )
    body += section(
        "二、申请材料",
        ["申请表；身份证明；现场位置图；施工或者运输方案。能够通过共享取得的材料不再要求提交。"],
    )
    body += section(
        "三、办理程序和时限",
        [f"受理后现场勘查，自受理之日起法定20个工作日内作出决定，承诺{limit}内办结。"],
    )
    return f"{name}办事指南（{one.formed.year}年版）", body


BOUGHT = ["洗扫车采购", "路灯节能改造", "行道树修剪服务", "公厕管理服务", "智慧城管平台维护"]


def procurement(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    what = random.choice(BOUGHT)
    lines = [
        f"我局{what}项目已按规定组织实施，现将采购结果公告如下。",
        "采购明细见附件。公告期限为一个工作日。",
    ]
    return f"{what}项目采购结果公告（{one.formed.year}年第{one.serial}号）", paragraphs(lines)


ASKED_FOR = (
    "增加老旧小区停车位", "加强夜间施工噪声管理", "完善背街小巷路灯", "规范共享单车停放",
    "推进餐饮油烟治理", "建设口袋公园", "改造老旧公厕", "整治占道经营", "规范渣土运输", "美化街头店招",
)  # fmt: skip
ORDINALS = "一二三四五六七八九十"
TERM, FOURTH = 5, 2017
"""Congress and conference sit for five years; the fourth ones began in 2017."""


def session(year: int) -> tuple[str, str]:
    """届 and 次 of a year: 四届四次 in 2020."""
    terms, sittings = divmod(year - FOURTH, TERM)
    return ORDINALS[3 + terms], ORDINALS[sittings]


@dataclass(frozen=True)
class Asked:
    """A suggestion of a deputy or a proposal of a member, and what it is answered."""

    what: str
    session: str
    number: str
    subject: str
    measures: list[str]


def asked(random: Random, one: Planned) -> Asked:
    subjects = Random(f"asked {one.formed.year}").sample(ASKED_FOR, len(ASKED_FOR))
    term, sitting = session(one.formed.year)
    organ, what = random.choice((("人大", "建议"), ("政协", "提案")))
    whose = (
        f"市政协{term}届{sitting}次会议" if organ == "政协" else f"市{term}届人大{sitting}次会议"
    )
    number = f"{one.serial * 7 + 3:03d}"
    return Asked(what, whose, number, subjects[one.serial - 1], measures(random, 3))


def proposal(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    question = asked(random, one)
    lines = [
        f"您提出的关于{question.subject}的{question.what}收悉，经研究，现答复如下。",
        *question.measures,
        "感谢您对城市管理工作的关心和支持。",
    ]
    title = (
        f"关于{question.session}第{question.number}号{question.what}（{question.subject}）的答复"
    )
    return title, paragraphs(lines) + signed(agency, one.formed)
