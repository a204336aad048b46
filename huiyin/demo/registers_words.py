"""The words of the special registers: written for this project; places and firms are invented."""

from datetime import date
from typing import Any, TypedDict

from huiyin.registers.models import PowerType

T = PowerType
GREEN, ROADS, CLEAN, WASTE, SIGNS, SQUAD, LAW = (
    "园林绿化管理处", "市政设施管理处", "环境卫生管理处", "渣土管理所", "户外广告管理所", "综合执法支队", "法规科",
)  # fmt: skip
_GREENING, _SANITATION = "《城市绿化条例》", "《城市市容和环境卫生管理条例》"
_ROAD, _GAS, _LAW = "《城市道路管理条例》", "《城镇燃气管理条例》", "《中华人民共和国行政强制法》"
_WASTE = "《城市建筑垃圾管理规定》"

POWERS: dict[PowerType, list[tuple[str, str, str]]] = {
    T.LICENCE: [
        ("城市建筑垃圾处置核准", _WASTE, WASTE),
        ("设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批", _SANITATION, SIGNS),
        ("临时性建筑物搭建、堆放物料、占道施工审批", _SANITATION, SQUAD),
        ("市政设施建设类审批（占用、挖掘城市道路）", _ROAD, ROADS),
        ("城市桥梁上架设各类市政管线审批", _ROAD, ROADS),
        ("工程建设涉及城市绿地、树木审批", _GREENING, GREEN),
        ("从事生活垃圾经营性清扫、收集、运输、处理服务审批", "国务院决定保留的行政许可", CLEAN),
        ("关闭、闲置、拆除城市环境卫生设施许可", _SANITATION, CLEAN),
    ],
    T.PENALTY: [
        (name, basis, SQUAD)
        for name, basis in (
            ("对擅自占用城市绿地的处罚", _GREENING),
            ("对擅自砍伐城市树木的处罚", _GREENING),
            ("对损坏城市树木花草的处罚", _GREENING),
            ("对擅自占用城市道路的处罚", _ROAD),
            ("对擅自挖掘城市道路的处罚", _ROAD),
            ("对未按规定修复城市道路的处罚", _ROAD),
            ("对随地吐痰、便溺、乱扔废弃物的处罚", _SANITATION),
            ("对在城市建筑物上涂写、刻画的处罚", _SANITATION),
            ("对未经批准设置大型户外广告的处罚", _SANITATION),
            ("对运输液体、散装货物不作密封、包扎、覆盖的处罚", _SANITATION),
            ("对临街工地不设置护栏或者不作遮挡的处罚", _SANITATION),
            ("对饲养家禽家畜影响市容环境的处罚", _SANITATION),
            ("对将建筑垃圾混入生活垃圾的处罚", _WASTE),
            ("对擅自设立弃置场受纳建筑垃圾的处罚", _WASTE),
            ("对未经核准擅自处置建筑垃圾的处罚", _WASTE),
            ("对涂改、倒卖建筑垃圾处置核准文件的处罚", _WASTE),
            ("对施工单位未及时清运工程垃圾的处罚", _WASTE),
            ("对损毁、擅自移动燃气设施安全警示标志的处罚", _GAS),
            ("对在燃气设施保护范围内倾倒腐蚀性物质的处罚", _GAS),
            ("对占道经营的处罚", _SANITATION),
            ("对擅自拆除环境卫生设施的处罚", _SANITATION),
            ("对不按规定分类投放生活垃圾的处罚", "《中华人民共和国固体废物污染环境防治法》"),
        )
    ],
    T.COERCION: [
        ("对违法占道经营工具、物品的扣押", _LAW, SQUAD),
        ("对违法建设施工现场的查封", _LAW, SQUAD),
        ("对不符合城市容貌标准的建筑物、设施的强制拆除", _SANITATION, SQUAD),
        ("对道路遗洒物的代履行清除", _LAW, CLEAN),
    ],
    T.LEVY: [
        ("城市道路占用、挖掘修复费征收", _ROAD, ROADS),
        (
            "城镇垃圾处理费征收",
            "国家发展改革委等四部门关于实行城市生活垃圾处理收费制度的通知",
            CLEAN,
        ),
    ],
    T.PAYMENT: [("环卫作业人员高温岗位补助给付", "市政府有关规定", CLEAN)],
    T.INSPECTION: [
        ("对建筑垃圾处置活动的监督检查", _WASTE, WASTE),
        ("对户外广告设施安全的监督检查", _SANITATION, SIGNS),
        ("对城市道路设施养护维修的监督检查", _ROAD, ROADS),
        ("对城市绿化工程质量和养护的监督检查", _GREENING, GREEN),
        ("对生活垃圾处理企业的监督检查", _SANITATION, CLEAN),
        ("对燃气经营企业安全的监督检查", _GAS, ROADS),
        ("对餐厨垃圾收运活动的监督检查", _SANITATION, CLEAN),
    ],
    T.CONFIRMATION: [
        ("古树名木的确认和分级保护", _GREENING, GREEN),
        ("城市绿化工程竣工验收结果的确认", _GREENING, GREEN),
    ],
    T.REWARD: [
        ("对城市绿化工作成绩显著单位和个人的奖励", _GREENING, GREEN),
        ("对市容环境卫生工作先进单位和个人的奖励", _SANITATION, CLEAN),
        ("对举报违法处置建筑垃圾的奖励", _WASTE, WASTE),
    ],
    T.RULING: [("对市容环境卫生责任区划分争议的裁决", _SANITATION, LAW)],
    T.OTHER: [
        ("建筑垃圾消纳场备案", _WASTE, WASTE),
        ("城市树木修剪方案备案", _GREENING, GREEN),
        ("环境卫生责任区确定", _SANITATION, CLEAN),
        ("城市照明设施移交登记", "《城市照明管理规定》", ROADS),
        ("公共停车泊位设置方案备案", "市政府有关规定", ROADS),
        ("市政工程竣工资料备案", _ROAD, ROADS),
        ("公共绿地认建认养登记", _GREENING, GREEN),
        ("户外广告设施安全检测报告备案", _SANITATION, SIGNS),
        ("临时便民疏导点设置登记", "市政府有关规定", SQUAD),
        ("店招设置前置审核", "市政府有关规定", SIGNS),
    ],
}
LIMITS = dict.fromkeys(PowerType, ("", "")) | {
    T.LICENCE: ("20个工作日", "5个工作日"),
    T.PENALTY: ("90日", "60日"),
    T.COERCION: ("30日", ""),
    T.CONFIRMATION: ("20个工作日", "10个工作日"),
}
_COMMON = "\n".join(
    f"{number}．{duty}。"
    for number, duty in enumerate(
        (
            "受理责任：公示办理条件和材料，一次性告知补正事项",
            "审查责任：按规定核查材料和现场，提出意见",
            "决定责任：在时限内作出决定，不同意的书面说明理由",
            "送达责任：按规定送达并公开结果",
            "事后监管责任：对后续活动开展检查",
        ),
        start=1,
    )
)
_CASE = "\n".join(
    f"{number}．{duty}。"
    for number, duty in enumerate(
        (
            "立案责任：发现或接到举报的违法行为，予以审查并决定是否立案",
            "调查责任：两名以上执法人员出示证件，全面、客观收集证据",
            "审查责任：对事实、证据、程序和裁量进行审核，重大的进行法制审核",
            "告知责任：作出决定前告知事实、理由、依据和陈述申辩、听证权利",
            "决定和送达责任：制作决定书并在法定期限内送达",
            "执行责任：监督履行，依法采取后续措施",
        ),
        start=1,
    )
)
DUTIES = dict.fromkeys(PowerType, _COMMON) | {T.PENALTY: _CASE, T.COERCION: _CASE}
PROCESS = dict.fromkeys(PowerType, "受理—审查—决定—送达—归档") | {
    T.PENALTY: "立案—调查取证—审核—告知—决定—送达—执行—结案",
    T.COERCION: "催告—陈述申辩—决定—实施—笔录—归档",
    T.INSPECTION: "制定计划—出示证件—现场检查—结果告知—公示",
}
ACCOUNTABILITY = (
    "不依法履行职责，有下列情形的，责任人员承担相应责任：对符合条件的不予受理或者超过时限办理；"
    "擅自增加条件或者违法收费；没有依据实施处罚或者强制；滥用职权、玩忽职守、徇私舞弊。"
)
LISTED_ON, ADJUSTED_ON, ABOLISHED_ON = date(2020, 3, 2), date(2021, 7, 1), date(2021, 9, 1)
ADJUSTED: list[tuple[int, str, dict[str, Any]]] = [
    (0, "优化营商环境，压缩承诺时限", {"promised_limit": "3个工作日"}),
    (3, "优化营商环境，压缩承诺时限，合并审批环节", {"promised_limit": "4个工作日", "process": "受理—联合踏勘—决定—送达"}),
    (17, "内设机构职责调整", {"department": WASTE}),
]  # fmt: skip
ABOLISHED = "没有法律法规依据的审核事项予以取消"

SCOPES = [
    ("综合执法支队一大队", "城市管理领域行政处罚、行政强制"),
    ("综合执法支队二大队", "城市管理领域行政处罚、行政强制"),
    ("综合执法支队渣土中队", "建筑垃圾处置监督检查和行政处罚"),
    ("市政设施管理处", "城市道路、照明设施监督检查"),
    ("园林绿化管理处", "城市绿化监督检查"),
]


class Matter(TypedDict):
    """One decision of the story: its draft, the opinions, and its outcome."""

    values: dict[str, str]
    opinions: list[tuple[str, str]]
    adoption: str
    outcome: str


REASON = "与草案的适用范围和现行技术规范对照后提出，详见采纳情况。"
_WAYS = "信函：云溪市清溪大道88号（信封注明“征求意见”）\n电话：0000-2345678（工作日）"
DECISIONS: list[Matter] = [
    {
        "values": {
            "name": "云溪市生活垃圾分类收集容器设置方案（征求意见稿）",
            "department": "环境卫生管理处",
            "basis": "《中华人民共和国固体废物污染环境防治法》",
            "explanation": "为方便居民分类投放，统一收集容器的颜色、标志和设置密度，起草本方案。\n方案在前期六个小区试点的基础上形成。",
            "draft": "一、每三百户设置一处集中投放点，投放点距住宅不少于十米。\n二、投放点应当硬化地面，配备照明和洗手设施。\n三、可回收物和有害垃圾容器单独设置，由收运单位定期清运。",
            "ways": _WAYS,
        },
        "opinions": [
            ("希望投放点晚上也亮灯，老人看不清标志。", ""),
            ("三百户一处太少，高层小区早高峰要排队，建议两百户一处。", "周永康"),
            ("建议给有害垃圾容器上锁，小孩会去翻。", "梧桐苑业主委员会"),
        ],
        "adoption": "",
        "outcome": "",
    },
    {
        "values": {
            "name": "云溪市主城区公共停车泊位收费标准调整方案（征求意见稿）",
            "department": "市政设施管理处",
            "basis": "《重大行政决策程序暂行条例》；市价格主管部门有关规定",
            "explanation": "主城区路内泊位周转率低，夜间资源闲置。拟按区域和时段调整收费，前三十分钟免费。",
            "draft": "一、一类区域白天每小时三元，二类区域每小时两元。\n二、每日20时至次日8时免费。\n三、前三十分钟免费，新能源汽车前一小时免费。",
            "ways": _WAYS,
        },
        "opinions": [
            ("前三十分钟免费很好，支持。", ""),
            ("医院周边建议免费一小时，排队挂号半小时不够。", "王雨桐"),
            ("二类区域白天不应该收费，周边没有公共停车场。", ""),
            ("建议公布每年停车收费的收支情况。", ""),
        ],
        "adoption": "",
        "outcome": "",
    },
    {
        "values": {
            "name": "云溪市城区餐饮夜市便民疏导点布局规划（征求意见稿）",
            "department": "综合执法支队",
            "basis": "《城市市容和环境卫生管理条例》",
            "explanation": "规范夜间经营，兼顾居民休息和就业需要，拟在城区布局若干便民疏导点。",
            "draft": "一、在东湖街道、石桥街道等处设置八处疏导点。\n二、经营时间为每日18时至23时。\n三、疏导点配备油烟净化、隔油和垃圾收集设施。",
            "ways": _WAYS,
        },
        "opinions": [
            ("经营到23点太晚，靠近居民楼的建议22点收摊。", "云溪花园居民"),
            ("希望给本地下岗人员留一部分摊位。", ""),
            ("建议增加书院路一处疏导点。", "何海涛"),
        ],
        "adoption": "征求意见期间共收到意见7条，采纳和部分采纳5条。\n一、采纳：距居民楼三十米以内的疏导点，经营时间改为22时止。\n二、部分采纳：摊位的三成优先提供给就业困难人员，具体办法另行制定。\n三、未采纳：书院路道路宽度不足，占道经营影响消防通道，不设疏导点。",
        "outcome": "经局长办公会议审议通过，确定在城区设置八处餐饮夜市便民疏导点，自公布之日起三十日后实施。距居民楼三十米以内的，经营时间为每日18时至22时。",
    },
]
