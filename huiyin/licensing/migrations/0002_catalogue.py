"""The licence matters of an urban-management bureau; a table that an office edits."""

from django.db import migrations

CATEGORIES = [
    ("outdoor-advertising", "大型户外广告设置"),
    ("construction-waste", "城市建筑垃圾处置核准"),
    ("municipal-greening", "市政园林类"),
    ("sanitation", "市容环卫类"),
    ("gas-drainage", "燃气排水类"),
]
MATTERS = [
    (
        "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批",
        "outdoor-advertising",
        "城市市容和环境卫生管理条例第十一条、第十七条",
    ),
    ("城市建筑垃圾处置核准", "construction-waste", "国务院令第412号附件第101项"),
    ("占用城市道路审批", "municipal-greening", "城市道路管理条例第三十条、第三十一条"),
    ("挖掘城市道路审批", "municipal-greening", "城市道路管理条例第三十条、第三十三条"),
    ("依附于城市道路建设管线、杆线审批", "municipal-greening", "城市道路管理条例第二十九条"),
    ("特殊车辆在城市道路上行驶审批", "municipal-greening", "城市道路管理条例第二十八条"),
    ("临时占用城市绿化用地审批", "municipal-greening", "城市绿化条例第十九条"),
    ("砍伐、移植城市树木审批", "municipal-greening", "城市绿化条例第二十条"),
    (
        "改变绿化规划、绿化用地的使用性质审批",
        "municipal-greening",
        "国务院令第412号；城市绿化条例第十八条",
    ),
    (
        "临时性建筑物搭建、堆放物料、占道施工审批",
        "sanitation",
        "城市市容和环境卫生管理条例第十四条",
    ),
    ("关闭、闲置、拆除城市环境卫生设施许可", "sanitation", "城市市容和环境卫生管理条例第二十二条"),
    (
        "从事城市生活垃圾经营性清扫、收集、运输、处理服务审批",
        "sanitation",
        "国务院令第412号附件第102项",
    ),
    ("城镇污水排入排水管网许可", "gas-drainage", "城镇排水与污水处理条例第二十一条"),
    ("燃气经营许可", "gas-drainage", "城镇燃气管理条例第十五条"),
    ("燃气经营者改动市政燃气设施审批", "gas-drainage", "城镇燃气管理条例第三十八条"),
]


def forward(apps, schema_editor):
    categories = {}
    for position, (key, name) in enumerate(CATEGORIES):
        categories[key] = apps.get_model("licensing", "LicenceCategory").objects.create(
            key=key, name=name, position=position
        )
    for name, key, basis in MATTERS:
        apps.get_model("licensing", "LicenceMatter").objects.create(
            name=name, category=categories[key], basis=basis
        )


class Migration(migrations.Migration):
    dependencies = [("licensing", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
