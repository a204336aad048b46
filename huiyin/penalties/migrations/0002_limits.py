"""当场处罚限额 as the law has it: 行政处罚法 of 1996 and of 2021."""

from datetime import date

from django.db import migrations

ROWS = [
    ("person", 50, date(1996, 10, 1), "行政处罚法（1996年）第三十三条：对公民处以五十元以下"),
    ("organisation", 1000, date(1996, 10, 1), "行政处罚法（1996年）第三十三条：对法人或者其他组织处以一千元以下"),
    ("person", 200, date(2021, 7, 15), "行政处罚法（2021年修订）第五十一条：对公民处以二百元以下"),
    ("organisation", 3000, date(2021, 7, 15), "行政处罚法（2021年修订）第五十一条：对法人或者其他组织处以三千元以下"),
]  # fmt: skip


def forward(apps, schema_editor):
    limits = apps.get_model("penalties", "SpotLimit").objects
    for holder, most, since, basis in ROWS:
        limits.create(holder=holder, most=most, valid_from=since, basis=basis)


class Migration(migrations.Migration):
    dependencies = [("penalties", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
