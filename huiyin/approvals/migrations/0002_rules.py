"""How each matter is handled where the office has set nothing: the days of the law, usual materials."""

import datetime

from django.db import migrations

SINCE = datetime.date(2004, 7, 1)
BASIS = "行政许可法第四十二条；随软件提供，请按本机关的办事指南核对"
APPLICANT = ("行政许可申请表", "申请人身份证明或者统一社会信用代码证明")
WASTE = "城市建筑垃圾处置核准"
SITE = (*APPLICANT, "施工图和现场位置图", "恢复原状的承诺或者方案")
DIG = (*SITE, "建设工程规划许可证或者有关批准文件")
MATERIALS = {
    "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批": (
        *APPLICANT, "设置场地使用权证明", "效果图和结构设计图",
    ),
    WASTE: (*APPLICANT, "建筑垃圾处置方案", "运输合同或者运输车辆资料", "消纳场所同意接收的证明"),
    "占用城市道路审批": SITE,
    "挖掘城市道路审批": DIG,
    "依附于城市道路建设管线、杆线审批": DIG,
    "特殊车辆在城市道路上行驶审批": (*APPLICANT, "车辆和载物资料", "行驶路线和防护措施"),
    "临时占用城市绿化用地审批": SITE,
    "砍伐、移植城市树木审批": (*APPLICANT, "树木权属和现状资料", "移植或者补植方案"),
    "改变绿化规划、绿化用地的使用性质审批": (*APPLICANT, "规划调整的批准文件", "补偿绿地方案"),
    "临时性建筑物搭建、堆放物料、占道施工审批": SITE,
    "关闭、闲置、拆除城市环境卫生设施许可": (*APPLICANT, "拆迁方案", "替代设施方案"),
    "从事城市生活垃圾经营性清扫、收集、运输、处理服务审批": (
        *APPLICANT, "场所、设备和车辆资料", "技术人员和管理制度资料",
    ),
    "城镇污水排入排水管网许可": (*APPLICANT, "排水水质水量检测报告", "排水设施平面图"),
    "燃气经营许可": (*APPLICANT, "燃气气源证明", "设施验收合格资料", "安全管理人员考核证明"),
    "燃气经营者改动市政燃气设施审批": (*APPLICANT, "改动方案", "安全施工和恢复方案"),
}  # fmt: skip


def forward(apps, schema_editor):
    rules = apps.get_model("approvals", "HandlingRule").objects
    for matter in apps.get_model("licensing", "LicenceMatter").objects.filter(name__in=MATERIALS):
        is_waste = matter.name == WASTE
        rules.create(
            matter=matter,
            sub_kinds="产生、运输、消纳" if is_waste else "",
            statutory_days=20,
            promised_days=20,
            materials="\n".join(MATERIALS[matter.name]),
            document_name="准予行政许可决定书",
            licence_type="核准" if is_waste else "普通",
            valid_from=SINCE,
            basis=BASIS,
        )


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial"), ("licensing", "0002_catalogue")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
