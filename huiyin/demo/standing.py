"""Pages that a bureau has from its first day: the guide to its information, and its functions."""

from huiyin.organisations.models import Organisation

from .phrases import section


def guide(agency: Organisation) -> str:
    """公开指南 with the particulars required by 条例第十二条."""
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
