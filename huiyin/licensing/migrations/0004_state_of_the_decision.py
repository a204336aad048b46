from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0003_one_spelling_of_numbers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="licence",
            name="state",
            field=models.CharField(
                choices=[
                    ("valid", "准予许可"),
                    ("revoked", "已撤销"),
                    ("cancelled", "已注销"),
                    ("voided", "录入作废"),
                ],
                default="valid",
                max_length=20,
                verbose_name="状态",
            ),
        ),
    ]
