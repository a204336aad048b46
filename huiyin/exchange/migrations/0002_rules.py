"""Rules to begin with: the standard of 2018 as a workbook; each row asks to be checked."""

from datetime import date

from django.db import migrations

BASIS = "本系统默认：双公示数据标准（2018年版），请按信用平台的要求核对后，从今天起另设一行"


def forward(apps, schema_editor):
    rules = apps.get_model("exchange", "SendingRule").objects
    for content in ("licences", "penalties", "commitments"):
        rules.create(
            content=content,
            generation="2018",
            form="xlsx",
            since=date(2000, 1, 1),
            answer_days=5,
            valid_from=date(2000, 1, 1),
            basis=BASIS,
        )


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
