"""From when the annual report is reminded of, and by when the law wants it published."""

from datetime import date

from django.db import migrations

SINCE = date(2008, 5, 1)
DATES = [  # step, month, day, basis
    ("remind", 1, 1, "本系统默认：统计期一结束就可以起草"),
    ("due", 1, 31, "政府信息公开条例第四十九条：每年1月31日前公布上一年度报告"),
]


def forward(apps, schema_editor):
    dates = apps.get_model("reports", "AnnualDate")
    dates.objects.bulk_create(
        dates(step=step, month=month, day=day, basis=basis, valid_from=SINCE)
        for step, month, day, basis in DATES
    )


def backward(apps, schema_editor):
    apps.get_model("reports", "AnnualDate").objects.filter(valid_from=SINCE).delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_annual_reports")]
    operations = [migrations.RunPython(forward, backward)]
