"""The words of demonstration documents: written for this project, varied by a seeded generator."""

from collections.abc import Callable
from datetime import date
from random import Random

from huiyin.organisations.models import Organisation

from . import words

Writer = Callable[[Random, date, int, Organisation], tuple[str, str]]

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


def write(
    random: Random, column: str, formed: date, serial: int, agency: Organisation
) -> tuple[str, str]:
    """(title, body as HTML) of one document of that column."""
    return WRITERS[column](random, formed, serial, agency)


def measures(random: Random, count: int) -> list[str]:
    """`count` different sentences about what was done."""
    return [
        sentence.format(
            street=random.choice(words.STREETS),
            street2=random.choice(words.STREETS),
            a=random.randrange(40, 600),
            b=random.randrange(10, 40),
            c=random.randrange(2, 10),
        )
        for sentence in random.sample(MEASURES, count)
    ]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def signed(agency: Organisation, day: date) -> str:
    return f"<p>{agency.name}</p><p>{day.year}年{day.month}月{day.day}日</p>"


def section(heading: str, lines: list[str]) -> str:
    return f"<h2>{heading}</h2>{paragraphs(lines)}"


def news(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    subject = random.choice(
        ["占道经营集中整治", "夜间渣土运输联合检查", "背街小巷环境提升", "行道树修剪", "户外广告安全排查",
         "雨后市政设施巡查", "口袋公园建设", "公厕提质改造", "门前责任制宣传", "道路路灯夜查", "垃圾分类进社区"]
    )  # fmt: skip
    where = random.choice(words.DISTRICTS + words.STREETS)
    verb = random.choice(["开展", "扎实推进", "组织"])
    title = f"我局在{where}{verb}{subject}"
    lead = f"{formed.month}月{formed.day}日，{random.choice(OPENINGS)}我局在{where}{verb}{subject}工作。"
    return title, paragraphs([lead, *measures(random, 3), random.choice(CLOSINGS)])


def announcement(
    random: Random, formed: date, serial: int, agency: Organisation
) -> tuple[str, str]:
    street = random.choice(words.STREETS)
    kind = random.choice(
        ["临时封闭施工", "路灯检修停电", "绿化养护作业占道", "建筑垃圾消纳场开放时间调整"]
    )
    lines = [
        f"因作业需要，定于近期在{street}进行{kind}，现将有关事项公告如下。",
        f"作业时间为每日{random.choice(['8:00至18:00', '22:00至次日5:00'])}，请过往车辆和行人服从现场指挥、提前绕行。",
        "作业期间给您带来的不便，敬请谅解。咨询电话见本局公开指南。",
    ]
    return f"关于{street}{kind}的公告（第{serial}号）", paragraphs(lines) + signed(agency, formed)


RULE_SUBJECTS = [
    "户外广告和店招设施设置管理办法", "建筑垃圾运输企业考核办法", "城区临时便民疏导点管理办法",
    "城市道路挖掘修复质量管理规定", "城市绿地认建认养办法", "生活垃圾分类投放管理规定",
]  # fmt: skip


def rule_title(agency: Organisation, year: int, serial: int) -> str:
    subject = RULE_SUBJECTS[(serial - 1) % len(RULE_SUBJECTS)]
    return f"{agency.name}关于印发《云溪市{subject}（{year}年）》的通知"


def rule(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    body = section(
        "第一章　总则",
        [
            f"第一条　{random.choice(OPENINGS)}根据有关法律法规，结合本市实际，制定本办法。",
            "第二条　本办法适用于本市城区范围内的相关活动。",
            "第三条　市城市管理部门负责组织实施和监督检查，各街道协助做好日常管理。",
        ],
    )
    body += section(
        "第二章　管理要求",
        [f"第{n}条　{line}" for n, line in zip("四五六七", measures(random, 4), strict=True)],
    )
    body += section(
        "第三章　附则",
        [f"第八条　本办法自{formed.year}年{formed.month}月起施行，有效期五年。"],
    )
    return rule_title(agency, formed.year, serial), body + signed(agency, formed)


def interpretation(
    random: Random, formed: date, serial: int, agency: Organisation
) -> tuple[str, str]:
    subject = RULE_SUBJECTS[(serial - 1) % len(RULE_SUBJECTS)]
    body = section("一、制定背景", [random.choice(OPENINGS) + "原有规定部分条款已不适应管理需要。"])
    body += section("二、主要内容", measures(random, 3))
    body += section(
        "三、群众关心的问题",
        [
            "问：新规定对小商户有什么影响？",
            "答：符合技术规范的店招实行告知承诺，不再重复提交材料。",
        ],
    )
    return f"《云溪市{subject}（{formed.year}年）》政策解读", body


def plan(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    kind = ["年度工作计划", "环卫作业提升专项规划", "公共停车设施专项规划", "上半年工作总结"][
        (serial - 1) % 4
    ]
    body = section("一、总体要求", [random.choice(OPENINGS) + "提出以下安排。"])
    body += section("二、重点任务", measures(random, 5)) + section(
        "三、保障措施", [random.choice(CLOSINGS)]
    )
    return f"{agency.name}{formed.year}年{kind}", body


def powers(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    rows = "".join(
        f"<tr><td>{n}</td><td>{kind}</td><td>{name}</td><td>{unit}</td></tr>"
        for n, (kind, name, unit) in enumerate(
            [
                ("行政许可", "城市建筑垃圾处置核准", "行政审批科"),
                ("行政许可", "占用城市道路审批", "行政审批科"),
                ("行政处罚", "对擅自占道经营的处罚", "执法支队"),
                ("行政处罚", "对运输车辆抛洒滴漏的处罚", "执法支队"),
                ("行政强制", "对违法占道物品的暂扣", "执法支队"),
            ],
            start=1,
        )
    )
    head = "<tr><th>序号</th><th>权力类型</th><th>事项名称</th><th>承办机构</th></tr>"
    table = f"<table><caption>权责事项</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"
    return f"{agency.name}权责清单（{formed.year}年第{serial}次动态调整）", table


def licensing(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    name = ["城市建筑垃圾处置核准", "大型户外广告设置", "占用城市道路审批", "挖掘城市道路审批",
            "砍伐、移植城市树木审批", "临时占用城市绿化用地审批"][(serial - 1) % 6]  # fmt: skip
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
        ["受理后现场勘查，自受理之日起法定20个工作日内作出决定，承诺5个工作日内办结。"],
    )
    return f"{name}办事指南（{formed.year}年版）", body


def penalties(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    quarter = (formed.month - 1) // 3 + 1
    lines = [
        f"本期共检查运输企业和工地{random.randrange(30, 90)}家次，立案{random.randrange(5, 30)}起，均已依法处理。",
        "主要违法行为为运输车辆抛洒滴漏、未按核准路线行驶和擅自占道堆放物料。",
        "当事人均在法定期限内履行，未发生行政复议和行政诉讼。",
    ]
    return f"{formed.year}年第{quarter}季度城市管理行政处罚情况通报（{serial}）", paragraphs(lines)


def budget(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    kind = ["部门预算公开说明", "部门决算公开说明", "“三公”经费预算执行情况"][(serial - 1) % 3]
    rows = "".join(
        f"<tr><td>{name}</td><td>{random.uniform(20, 4000):.2f}</td></tr>"
        for name in ("人员经费", "公用经费", "环卫作业项目", "市政维护项目", "绿化养护项目")
    )
    table = f"<table><caption>单位：万元</caption><thead><tr><th>项目</th><th>金额</th></tr></thead><tbody>{rows}</tbody></table>"
    return f"{agency.name}{formed.year}年{kind}", paragraphs(["现将有关情况公开如下。"]) + table


def procurement(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    what = random.choice(
        ["洗扫车采购", "路灯节能改造", "行道树修剪服务", "公厕管理服务", "智慧城管平台维护"]
    )
    lines = [
        f"我局{what}项目已按规定组织实施，现将采购结果公告如下。",
        "采购明细见附件。公告期限为一个工作日。",
    ]
    return f"{what}项目采购结果公告（{formed.year}-{serial:02d}）", paragraphs(lines)


def emergency(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    kind = [
        "城区防汛排涝应急预案",
        "除雪防冻应急预案",
        "燃气安全事故应急预案",
        "户外广告设施防风应急预案",
    ][(serial - 1) % 4]
    body = section(
        "一、组织体系", ["成立应急指挥部，下设抢险、保障、信息三个工作组，实行24小时值班。"]
    )
    body += section("二、预警和响应", measures(random, 2)) + section(
        "三、附则", ["本预案由我局负责解释。"]
    )
    return f"{agency.name}关于印发{kind}的通知（{formed.year}年）", body + signed(agency, formed)


def proposal(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    subject = random.choice(
        [
            "增加老旧小区停车位",
            "加强夜间施工噪声管理",
            "完善背街小巷路灯",
            "规范共享单车停放",
            "推进餐饮油烟治理",
        ]
    )
    organ = random.choice(["市人大代表建议", "市政协提案"])
    lines = [
        f"您提出的关于{subject}的意见收悉，经研究，现答复如下。",
        *measures(random, 3),
        "感谢您对城市管理工作的关心和支持。",
    ]
    return f"对{organ}第{serial * 7 + 3}号（关于{subject}）的答复", paragraphs(lines) + signed(
        agency, formed
    )


def openness(random: Random, formed: date, serial: int, agency: Organisation) -> tuple[str, str]:
    kind = [
        "政务公开工作要点",
        "政府信息公开自查整改情况",
        "政务公开培训开展情况",
        "热线留言办理工作制度",
        "信息公开保密审查制度",
    ][(serial - 1) % 5]
    body = section(
        "一、主要做法",
        ["明确专人负责信息的收集、审核和发布，坚持先审查、后公开。", *measures(random, 2)],
    )
    body += section(
        "二、下一步工作",
        [
            "对照主动公开事项清单查漏补缺，做到常规性工作定期公开、临时性工作随时公开、固定性工作长期公开。"
        ],
    )
    return f"{agency.name}{formed.year}年{kind}", body


def guide(agency: Organisation) -> str:
    """公开指南 with the particulars that 条例第十二条 asks for."""
    body = section(
        "一、公开信息的分类和编排",
        ["主动公开的信息按组配分类、主题分类、体裁分类编排，每条信息有唯一的索引号。"],
    )
    body += section(
        "二、获取方式",
        [
            "可在本门户按栏目查阅，或者用搜索框输入标题、正文、文号、索引号中任意两个以上连续的字查找；附件可以下载。"
        ],
    )
    body += section(
        "三、依申请公开",
        [
            "需要主动公开以外的信息，可以在本门户“申请公开”中在线提交，也可以当面、邮寄或者传真提出申请，本机关自收到申请之日起20个工作日内答复。"
        ],
    )
    body += section(
        "四、信息公开工作机构",
        [
            f"机构名称：{agency.name}办公室",
            f"办公地址：{agency.address}",
            f"办公时间：{agency.office_hours}",
            f"联系电话：{agency.telephone}　传真号码：{agency.telephone}",
            "互联网联系方式：本门户",
        ],
    )
    return body


def functions(agency: Organisation) -> str:
    """机构职能: functions, units, address, hours, contact."""
    body = section(
        "一、主要职责",
        [
            "负责城区市容环境卫生、市政公用设施、园林绿化、建筑垃圾、户外广告的管理和综合行政执法，受理城市管理方面的热线和留言。"
        ],
    )
    body += section(
        "二、内设机构和所属单位",
        [
            "办公室、宣传科、行政审批科、监督指挥科、法规科；综合执法支队、市政设施管理处、园林绿化管理处、环境卫生管理处、渣土管理所、户外广告管理所。"
        ],
    )
    body += section(
        "三、联系方式",
        [
            f"办公地址：{agency.address}",
            f"办公时间：{agency.office_hours}",
            f"联系电话：{agency.telephone}",
            "负责人：金国栋（分管政务公开）",
        ],
    )
    return body


WRITERS: dict[str, Writer] = {
    "dongtai": news,
    "gonggao": announcement,
    "wenjian": rule,
    "jiedu": interpretation,
    "guihua": plan,
    "quanze": powers,
    "xuke": licensing,
    "chufa": penalties,
    "yusuan": budget,
    "caigou": procurement,
    "yingji": emergency,
    "jianyi": proposal,
    "tuijin": openness,
    "zhidu": openness,
}
