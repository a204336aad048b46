"""Kinds by their one declaration; words of receipts as rows, those to begin with as they were known before."""

from datetime import date

from django.db import migrations, models

import huiyin.publicity.kinds

BASIS = "本系统默认：各地信用平台常见的写法"
WORDS = {
    "reference": (
        "文书号",
        "决定文书号",
        "行政许可决定文书号",
        "行政处罚决定文书号",
        "处罚决定书文号",
        "承诺书编号",
        "XK_WSH",
        "CF_WSH",
    ),
    "result": ("回执结果", "处理结果", "审核结果", "校验结果", "入库结果", "状态", "结果"),
    "said": ("原因", "退回原因", "失败原因", "错误信息", "错误描述", "处理意见", "说明", "备注"),
    "day": ("日期", "回执日期", "处理日期", "处理时间", "入库时间"),
    "batch": ("批次号", "报送批次", "报送批次号", "批次"),
    "digest": ("校验码", "摘要", "行摘要"),
    "accepted": (
        "通过",
        "成功",
        "接收",
        "已接收",
        "入库成功",
        "已入库",
        "合格",
        "校验通过",
        "审核通过",
    ),
    "refused": (
        "退回",
        "不通过",
        "失败",
        "拒收",
        "入库失败",
        "不合格",
        "校验不通过",
        "审核不通过",
        "删除",
    ),
    "mend": ("需修改", "待修改", "待补正", "需补正", "疑问数据", "问题数据"),
}


def forward(apps, schema_editor):
    words = apps.get_model("exchange", "ReceiptWord").objects
    words.bulk_create(
        words.model(word=word, meaning=meaning, valid_from=date(2000, 1, 1), basis=BASIS)
        for meaning, written in WORDS.items()
        for word in written
    )


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_rules"),
    ]

    operations = [
        migrations.AlterField(
            model_name="batch",
            name="content",
            field=models.CharField(
                choices=huiyin.publicity.kinds.keyed, max_length=12, verbose_name="报送内容"
            ),
        ),
        migrations.AlterField(
            model_name="sendingrule",
            name="content",
            field=models.CharField(
                choices=huiyin.publicity.kinds.keyed, max_length=12, verbose_name="报送内容"
            ),
        ),
        migrations.CreateModel(
            name="ReceiptWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("valid_from", models.DateField(verbose_name="执行日期")),
                ("word", models.CharField(max_length=40, verbose_name="回执里的写法")),
                (
                    "meaning",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reference", "列名：文书号"),
                            ("result", "列名：回执结果"),
                            ("said", "列名：平台意见"),
                            ("day", "列名：回执日期"),
                            ("batch", "列名：批次号"),
                            ("digest", "列名：校验码"),
                            ("accepted", "结果：通过"),
                            ("refused", "结果：退回"),
                            ("mend", "结果：需修改"),
                        ],
                        help_text="不选表示从执行日期起不再认这个写法",
                        max_length=10,
                        verbose_name="含义",
                    ),
                ),
            ],
            options={
                "verbose_name": "回执用词",
                "verbose_name_plural": "回执用词",
                "ordering": ["meaning", "word", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("word", "valid_from"), name="exchange_word_once"
                    )
                ],
            },
        ),
        migrations.RunPython(forward, migrations.RunPython.noop),
    ]
