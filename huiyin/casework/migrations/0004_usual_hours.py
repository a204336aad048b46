"""Office hours and the term of signing to begin with; an office edits them.

The hours are for every agency that has none of its own.
"""

from datetime import date

from django.db import migrations

SCHEDULE = "09:00-12:00 13:30-17:00"
HOURS_BASIS = "默认值，请按本机关公布的办公时间修改"
SIGN_BASIS = "蚌埠市市长热线办理工作制度为1个工作日；二手文本，请按本地规定核对"


def forward(apps, schema_editor):
    apps.get_model("casework", "OfficeTime").objects.create(
        agency=None, schedule=SCHEDULE, valid_from=date(2000, 1, 1), basis=HOURS_BASIS
    )
    apps.get_model("casework", "ClockTerm").objects.create(
        key="coordination.sign",
        amount=1,
        measure="workdays",
        valid_from=date(2000, 1, 1),
        basis=SIGN_BASIS,
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_clocks")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
