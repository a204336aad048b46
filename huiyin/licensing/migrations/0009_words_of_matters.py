"""Which words of a decision mean which matter; and the project that the old template names."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

SINCE = datetime.date(2004, 7, 1)
BASIS = "随软件提供，请按本机关的文书核对"
WORDS = {
    "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批": (
        "户外广告",
        "宣传品",
        "门头牌匾",
        "店招",
    ),
    "城市建筑垃圾处置核准": ("建筑垃圾", "渣土", "工程垃圾"),
    "占用城市道路审批": ("占用城市道路", "占用道路", "占用人行道"),
    "挖掘城市道路审批": ("挖掘城市道路", "挖掘道路", "道路挖掘"),
    "依附于城市道路建设管线、杆线审批": ("依附于城市道路", "架设管线", "架设杆线"),
    "特殊车辆在城市道路上行驶审批": ("特殊车辆", "超限车辆"),
    "临时占用城市绿化用地审批": (
        "临时占用城市绿地",
        "临时占用绿地",
        "占用绿化用地",
        "临时占用城市绿化用地",
    ),
    "砍伐、移植城市树木审批": ("砍伐", "移植"),
    "改变绿化规划、绿化用地的使用性质审批": (
        "改变绿化规划",
        "绿化用地的使用性质",
        "绿化用地使用性质",
    ),
    "临时性建筑物搭建、堆放物料、占道施工审批": (
        "占道施工",
        "堆放物料",
        "临时搭建",
        "临时性建筑物",
    ),
    "关闭、闲置、拆除城市环境卫生设施许可": ("环境卫生设施", "环卫设施"),
    "从事城市生活垃圾经营性清扫、收集、运输、处理服务审批": ("生活垃圾",),
    "城镇污水排入排水管网许可": ("排水管网", "排水许可"),
    "燃气经营许可": ("燃气经营",),
    "燃气经营者改动市政燃气设施审批": ("市政燃气设施", "改动燃气设施"),
}


def forward(apps, schema_editor):
    matters = dict(apps.get_model("licensing", "LicenceMatter").objects.values_list("name", "pk"))
    word = apps.get_model("licensing", "MatterWord")
    word.objects.bulk_create(
        word(word=text, matter_id=matters[name], valid_from=SINCE, basis=BASIS)
        for name, texts in WORDS.items()
        if name in matters
        for text in texts
    )


class Migration(migrations.Migration):
    dependencies = [("licensing", "0008_publications")]
    operations = [
        migrations.AddField(
            model_name="licence",
            name="project_name",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="项目名称"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="MatterWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("valid_from", models.DateField(verbose_name="执行日期")),
                ("word", models.CharField(max_length=40, verbose_name="词语")),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="licensing.licencematter",
                        verbose_name="许可事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "许可事项对应词",
                "verbose_name_plural": "许可事项对应词",
                "ordering": ["word", "-valid_from"],
                "permissions": [("keep_words", "设定许可事项对应词")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("word", "valid_from"), name="licensing_word_once"
                    )
                ],
            },
        ),
        migrations.RunPython(forward, migrations.RunPython.noop),
    ]
