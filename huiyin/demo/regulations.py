"""Rules, their interpretations, emergency plans and office systems of the demonstration bureau; all invented."""

from random import Random

from huiyin.common import days
from huiyin.organisations.models import Organisation

from . import schedule
from .phrases import OPENINGS, measures, section, signed
from .schedule import Planned

SUBJECTS = {
    2020: ("户外广告和店招设施设置管理办法", "建筑垃圾运输企业考核办法", "城区临时便民疏导点管理办法",
           "城市道路挖掘修复质量管理规定", "城市绿地认建认养办法", "生活垃圾分类投放管理规定"),
    2021: ("城市道路照明设施管理办法", "公共停车泊位管理办法", "环境卫生作业质量考核办法",
           "城市树木移植管理规定", "城市家具设置导则", "建筑工地围挡设置规定"),
    2022: ("餐饮油烟污染防治管理办法", "公共厕所管理办法", "城市桥梁安全保护办法"),
    2023: ("共享单车停放秩序管理办法", "口袋公园管理办法", "市政设施移交管理办法"),
    2024: ("装饰装修垃圾清运管理办法", "城市照明节能管理办法", "行政处罚裁量权适用规定"),
}  # fmt: skip
NORMS = (
    "设置和管理单位应当保持设施完好、整洁，发现破损的，在三日内修复。",
    "实施前应当向市城市管理部门提交方案，方案应当包括范围、时间和恢复措施。",
    "因施工确需临时占用的，应当按照批准的面积和期限占用，到期恢复原状。",
    "市城市管理部门应当每季度组织一次检查，检查结果向社会公开。",
    "各街道应当建立巡查记录，发现问题当日告知责任单位。",
    "责任单位应当公布联系电话，对群众反映的问题在五个工作日内答复。",
    "违反本规定的，由市城市管理部门依照有关法律、法规处理。",
)


def taken_from(year: int, serial: int) -> tuple[int, int] | None:
    """The rule whose term ends when this one is formed anew; None of a new subject."""
    if year in SUBJECTS:
        return None
    before = year - schedule.RULE_YEARS
    apart = len(schedule.rules_of(before)) // len(schedule.rules_of(year))
    return before, (serial - 1) * apart + 1


def subject_of(year: int, serial: int) -> str:
    before = taken_from(year, serial)
    return subject_of(*before) if before else SUBJECTS[year][serial - 1]


def rule_title(agency: Organisation, year: int, serial: int) -> str:
    return f"{agency.name}关于印发《{_name(year, serial)}》的通知"


def _name(year: int, serial: int) -> str:
    revised = f"（{year}年修订）" if taken_from(year, serial) else ""
    return f"云溪市{subject_of(year, serial)}{revised}"


def rule(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    first, last = schedule.in_force(one.formed)
    norms = random.sample(NORMS, 4)
    body = section(
        "第一章　总则",
        [
            f"第一条　{random.choice(OPENINGS)}根据有关法律法规，结合本市实际，制定本文件。",
            "第二条　本文件适用于本市城区范围内的相关活动。",
            "第三条　市城市管理部门负责组织实施和监督检查，各街道协助做好日常管理。",
        ],
    )
    body += section(
        "第二章　管理要求",
        [f"第{n}条　{line}" for n, line in zip("四五六七", norms, strict=True)],
    )
    body += section(
        "第三章　附则",
        [f"第八条　本文件自{days.written(first)}起施行，有效期至{days.written(last)}。"],
    )
    title = rule_title(agency, one.formed.year, one.serial)
    return title, body + signed(agency, one.formed)


def interpretation(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    """A plain account of the rule of the same day."""
    year = one.formed.year
    first, last = schedule.in_force(one.formed)
    before = taken_from(year, one.serial)
    why = (
        f"{before[0]}年印发的文件有效期届满，部分条款已不适应管理需要。"
        if before
        else "此前没有统一规定，各单位做法不一。"
    )
    body = section("一、制定背景", [random.choice(OPENINGS) + why])
    body += section("二、主要内容", random.sample(NORMS, 3))
    body += section(
        "三、施行时间", [f"自{days.written(first)}起施行，有效期至{days.written(last)}。"]
    )
    body += section(
        "四、群众关心的问题",
        ["问：新规定对小商户有什么影响？", "答：符合技术规范的实行告知承诺，不再重复提交材料。"],
    )
    return f"《{_name(year, one.serial)}》政策解读", body


EMERGENCIES = (
    "城区防汛排涝应急预案", "户外广告设施防风应急预案", "燃气安全事故应急预案", "除雪防冻应急预案",
)  # fmt: skip


def emergency_title(agency: Organisation, year: int, serial: int) -> str:
    revised = f"（{year}年修订）" if year > schedule.FULL[0] else ""
    return f"{agency.name}关于印发《{EMERGENCIES[serial]}{revised}》的通知"


def emergency(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    body = section(
        "一、组织体系", ["成立应急指挥部，下设抢险、保障、信息三个工作组，实行24小时值班。"]
    )
    body += section(
        "二、预警和响应",
        [
            "气象、应急等部门发布预警后，指挥部按照蓝色、黄色、橙色、红色四级启动响应。",
            "各抢险队伍在三十分钟内到岗，每两小时报告一次处置情况。",
        ],
    )
    body += section("三、附则", ["本预案自印发之日起施行，由我局负责解释。"])
    title = emergency_title(agency, one.formed.year, one.serial)
    return title, body + signed(agency, one.formed)


SYSTEMS = (
    ("热线留言办理工作制度", "热线留言当日登记、次日交办，按照办理时限答复，答复后回访。"),
    (
        "信息公开保密审查制度",
        "信息公开前由承办科室初审、保密审查岗复审、发布岗核发，三个环节由不同人员办理。",
    ),
    (
        "依申请公开办理制度",
        "收到申请当日登记，自收到申请之日起20个工作日内答复，需要延长的经负责人同意并告知申请人。",
    ),
    (
        "政务公开工作考核办法",
        "考核内容包括公开是否及时、内容是否完整、答复是否规范，每年十二月组织一次。",
    ),
)


def system(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    name, rule_of_it = SYSTEMS[one.serial]
    body = section("一、总体要求", ["坚持以公开为常态、不公开为例外，明确专人负责。"])
    body += section("二、工作程序", [rule_of_it]) + section("三、附则", ["自印发之日起施行。"])
    return f"{agency.name}关于印发《{name}》的通知", body + signed(agency, one.formed)


def plan(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    """Plans look ahead from their day, the half-yearly account looks back."""
    year = one.formed.year
    title = {
        "year-plan": f"{year}年度工作计划",
        "half-year": f"{year}年上半年工作总结",
        "sanitation-plan": f"环卫作业提升专项规划（{year}—{year + 2}年）",
        "parking-plan": f"公共停车设施专项规划（{year}—{year + 4}年）",
    }[one.what]
    if one.what == "half-year":
        body = section("一、主要工作", measures(random, 5))
        body += section("二、下半年安排", random.sample(AIMS, 2))
    else:
        body = section("一、总体要求", [random.choice(OPENINGS) + "提出以下安排。"])
        body += section("二、重点任务", random.sample(AIMS, 4))
        body += section("三、保障措施", ["明确责任科室和完成时间，每季度调度一次进展。"])
    return f"{agency.name}{title}", body


AIMS = (
    "实施背街小巷环境提升，补齐路面、照明、排水短板。",
    "扩大机械化清扫范围，主次干道每日冲洗不少于两遍。",
    "新建、改建一批口袋公园和公共厕所，方便群众就近使用。",
    "优化路内停车泊位设置，完善停车引导标识。",
    "加强建筑垃圾运输全过程监管，推广密闭运输车辆。",
    "开展户外广告和店招安全排查，及时消除隐患。",
)
