"""Topics of citizens' requests, the units that handle them, and the answers; all invented."""

from dataclasses import dataclass

from huiyin.hotline.models import RequestKind


@dataclass(frozen=True)
class Topic:
    """A topic of requests, the unit that handles it, and the answer."""

    category: str
    unit: str
    kind: str
    subject: str
    content: str
    answer: str
    months: range = range(1, 13)
    """when people write about it"""


K = RequestKind
TOPICS = [
    Topic(
        "市容秩序",
        "zhidui",
        K.COMPLAINT,
        "{place}占道经营影响通行",
        "每天傍晚{place}都有流动摊贩占用人行道，老人推着婴儿车只能走机动车道，希望有人管一管。",
        "我局执法队员已到现场，对{n}处占道经营进行了劝导，引导摊贩进入便民疏导点，并将该路段列入早晚重点巡查。",
    ),
    Topic(
        "市容秩序",
        "zhidui",
        K.COMPLAINT,
        "{estate}附近夜市油烟扰民",
        "{estate}楼下的烧烤摊晚上十一点还在营业，油烟和噪声都很大，影响孩子休息。",
        "经核查，该摊点未在规定时段经营。执法人员已责令其按规定时段经营并安装油烟净化设备，现已整改到位。",
    ),
    Topic(
        "环境卫生",
        "huanwei",
        K.HELP,
        "{place}垃圾桶满溢未清运",
        "{place}的垃圾桶两天没有清运，味道很大，请尽快处理。",
        "已安排清运人员当天清理完毕，并将该点位的清运频次由每日一次调整为每日两次。",
    ),
    Topic(
        "环境卫生",
        "huanwei",
        K.HELP,
        "{estate}公厕损坏",
        "{estate}旁边公厕的水龙头和门锁坏了，晚上灯也不亮。",
        "维修人员已更换水龙头{n}个、门锁{m}把，照明线路已修复，感谢您的反映。",
    ),
    Topic(
        "环境卫生",
        "huanwei",
        K.SUGGESTION,
        "建议在{street}增设分类垃圾箱",
        "{street}游客多，垃圾箱间隔太远，建议增设几组分类垃圾箱。",
        "经现场勘查，我局已将{street}增设分类垃圾箱{n}组列入近期计划，预计一个月内安装完成。",
    ),
    Topic(
        "市政设施",
        "shizheng",
        K.HELP,
        "{place}路面破损",
        "{place}机动车道有一个坑，下雨积水看不见，已经有电动车摔倒。",
        "已安排抢修队伍对破损路面进行铣刨修补，面积约{n}平方米，当日恢复通行。",
    ),
    Topic(
        "市政设施",
        "shizheng",
        K.HELP,
        "{street}路灯不亮",
        "{street}有一段路灯连续几个晚上不亮，夜间行人很不安全。",
        "经检修为电缆接头故障，已于当晚修复，共恢复路灯{n}盏。",
    ),
    Topic(
        "市政设施",
        "shizheng",
        K.HELP,
        "{place}窨井盖松动异响",
        "{place}的窨井盖松动，车辆经过响声很大，半夜都能听见。",
        "已更换防沉降井盖并加装减震垫，欢迎继续监督。",
    ),
    Topic(
        "市政设施",
        "shizheng",
        K.ENQUIRY,
        "咨询{street}改造工期",
        "请问{street}的道路改造什么时候完工？围挡太长，商户进货不方便。",
        "该路段改造计划分两段实施，目前正在铺设管网，计划在合同工期内完成；施工单位已增设{m}处临时通道，方便商户进出。",
    ),
    Topic(
        "园林绿化",
        "yuanlin",
        K.HELP,
        "{estate}旁行道树遮挡路灯",
        "{estate}门口的行道树长得太茂密，把路灯和监控都挡住了，请修剪。",
        "已组织修剪行道树{n}株，清理枯枝，路灯照明恢复正常。",
        range(4, 11),
    ),
    Topic(
        "园林绿化",
        "yuanlin",
        K.SUGGESTION,
        "建议{street}口袋公园增加座椅",
        "口袋公园很好，但老人走累了没有地方坐，建议加几条有靠背的座椅。",
        "您的建议很好，我局已安排增设带靠背和扶手的座椅{m}条，并同步增设遮阴。",
    ),
    Topic(
        "园林绿化",
        "yuanlin",
        K.COMPLAINT,
        "{place}有人毁绿种菜",
        "{place}公共绿地被人铲掉种菜，还搭了棚子。",
        "已与社区共同上门劝导，清除菜地约{n}平方米，并补种草皮恢复绿化。",
    ),
    Topic(
        "渣土管理",
        "zhatu",
        K.COMPLAINT,
        "{place}渣土车夜间抛洒",
        "{place}渣土车经过一路撒土，早上起来全是灰。",
        "经调取监控，锁定运输车辆{m}台，已责令运输企业清洗路面并立案调查，同时加强该路段夜间检查。",
    ),
    Topic(
        "渣土管理",
        "zhatu",
        K.REPORT,
        "举报{street}附近偷倒建筑垃圾",
        "有人夜里在{street}尽头的空地偷倒装修垃圾，已经堆了好几车。",
        "已联合属地街道清理垃圾约{n}吨，并通过视频巡查锁定线索，依法立案查处。",
    ),
    Topic(
        "渣土管理",
        "zhatu",
        K.ENQUIRY,
        "咨询装修垃圾怎么清运",
        "家里要装修，请问装修垃圾要不要办手续，怎么清运？",
        "居民装饰装修产生的垃圾请堆放到小区指定地点，由物业联系有资质的企业清运；不需要您个人办理处置核准。",
    ),
    Topic(
        "户外广告",
        "guanggao",
        K.COMPLAINT,
        "{street}店招松动有安全隐患",
        "{street}一家店的招牌松了，大风天晃得厉害，担心掉下来伤人。",
        "已现场督促商户完成加固，并对该路段{n}块店招进行了安全排查。",
    ),
    Topic(
        "户外广告",
        "guanggao",
        K.ENQUIRY,
        "咨询设置店招需要什么手续",
        "新店开业想装门头招牌，请问要办什么手续？",
        "一般店招按技术规范设置后告知辖区城管部门即可；大型户外广告须申请许可，材料清单可在门户“办事与许可”栏目查看。",
    ),
    Topic(
        "停车管理",
        "zhidui",
        K.COMPLAINT,
        "{place}人行道乱停车",
        "{place}人行道上停满了车，盲道也被占了。",
        "已对违停车辆张贴提示并通知驶离{n}台，近期将在该处增设隔离石墩。",
    ),
]


@dataclass(frozen=True)
class Fault:
    """A fault of the website that a visitor reports."""

    subject: str
    content: str
    answer: str


FAULTS = [
    Fault(
        "机构职能页的科室电话打不通",
        "机构职能页面上的一个科室电话是空号，请核对后更新。",
        "感谢指正。经核对，该科室更换了办公室，电话已更正。",
    ),
    Fault(
        "办事指南里的附件打不开",
        "大型户外广告设置办事指南的申请表点开以后是空白页。",
        "感谢指正。附件已重新制作并更换，现在可以正常下载。",
    ),
    Fault(
        "通知公告里有错别字",
        "一条通知公告里把“绕行”写成了“饶行”，请改正。",
        "感谢指正。错别字已改正，并对近期公告作了复核。",
    ),
]
