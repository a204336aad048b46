"""回访 is the office's own: nobody above a unit is told that it is late, unless the place rules so."""

from datetime import date

from django.db import migrations

BASIS = "本系统默认：回访由热线办理岗承担，逾期在待办和提醒中列出，不逐级升级；请按本地督办办法修改"


def forward(apps, schema_editor):
    rungs = apps.get_model("coordination", "RungTerm").objects
    for rung in (1, 2, 3):
        rungs.get_or_create(
            key="hotline.visit",
            rung=rung,
            valid_from=date(2000, 1, 1),
            defaults={"side": "never", "amount": 0, "measure": "workdays", "basis": BASIS},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0028_desk_filters"),
        ("coordination", "0009_supervision_defaults"),
    ]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
