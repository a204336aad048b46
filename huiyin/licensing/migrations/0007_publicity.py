from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0006_counted_figures"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="licence",
            options={
                "ordering": ["-decided_on", "-pk"],
                "permissions": [
                    ("register_licence", "登记行政许可"),
                    ("publish_licence", "公示行政许可"),
                    ("withdraw_publication", "撤下行政许可公示"),
                    ("void_licence", "作废行政许可记录"),
                    ("view_ledger", "查看许可台账"),
                ],
                "verbose_name": "行政许可",
                "verbose_name_plural": "行政许可",
            },
        ),
        migrations.AddField(
            model_name="licence",
            name="shown_until",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="公示截止日"
            ),
        ),
        migrations.AddField(
            model_name="licence",
            name="withdrawn_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="撤下日期"),
        ),
    ]
