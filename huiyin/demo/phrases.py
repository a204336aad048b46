"""Phrases and building blocks of demonstration documents: written for this project."""

from datetime import date
from random import Random

from huiyin.common import days
from huiyin.organisations.models import Organisation

from . import words

OPENINGS = [
    "为进一步提升城市精细化管理水平，营造干净、整洁、有序的市容环境，",
    "围绕群众反映集中的身边小事，坚持问题导向、标本兼治，",
    "按照年度工作安排，结合城区实际，",
    "针对巡查和热线中发现的突出问题，",
    "为方便市民出行和生活，",
]
MEASURES = [
    "对{street}、{street2}等路段开展集中巡查，共检查点位{a}处，发现问题{b}个，当场整改{c}个。",
    "组织机械化清扫作业，主次干道每日冲洗不少于两遍，背街小巷实行错时保洁。",
    "更换破损人行道板{a}平方米，修复路面坑槽{b}处，疏通雨水井{c}座。",
    "修剪行道树{a}株，补植灌木{b}平方米，清理枯枝落叶{c}吨。",
    "检查渣土运输车辆{a}台次，查处抛洒滴漏行为{b}起，责令清洗路面{c}处。",
    "走访沿街商户{a}家，发放宣传单{b}份，签订门前责任书{c}份。",
    "排查户外广告和店招{a}块，加固{b}块，拆除存在安全隐患的{c}块。",
    "巡查地下管线和窨井盖{a}处，更换防坠网{b}张，维修路灯{c}盏。",
    "新增便民座椅{b}组、分类垃圾箱{c}组，惠及周边居民{a}余户。",
    "联合属地街道和社区召开协调会{c}次，现场听取居民意见{b}条，逐条明确办理单位和时限。",
]
CLOSINGS = [
    "下一步，我局将加强日常巡查，巩固整治成效，欢迎广大市民监督。",
    "我局将持续跟踪问效，对整改不到位的及时督办，确保件件有回音。",
    "市民如有意见建议，可拨打市长热线或通过门户网站反映。",
    "后续工作进展将在门户网站及时公布。",
]


def measures(random: Random, count: int) -> list[str]:
    """`count` different sentences about what was done."""
    return [
        sentence.format(
            **dict(zip(("street", "street2"), random.sample(words.STREETS, 2), strict=True)),
            a=random.randrange(40, 600),
            b=random.randrange(10, 40),
            c=random.randrange(2, 10),
        )
        for sentence in random.sample(MEASURES, count)
    ]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def signed(agency: Organisation, day: date) -> str:
    return f"<p>{agency.name}</p><p>{days.written(day)}</p>"


def section(heading: str, lines: list[str]) -> str:
    return f"<h2>{heading}</h2>{paragraphs(lines)}"
