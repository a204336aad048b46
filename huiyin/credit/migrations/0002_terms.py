"""Terms to begin with: no national number was verified, each row says so."""

from datetime import date

from django.db import migrations

DEFAULT = "本系统默认：没有见到国家规定的原文，请按本地信用修复制度核对"
OBJECTION = "部分省规定5个工作日（据转载），请按本省信用信息条例核对"
TERMS = [
    ("accept", 3, DEFAULT),
    ("decide", 10, DEFAULT),
    ("tell", 3, DEFAULT),
    ("objection", 5, OBJECTION),
]


def forward(apps, schema_editor):
    terms = apps.get_model("credit", "Term").objects
    for step, length, basis in TERMS:
        terms.create(
            step=step, length=length, unit="工作日", valid_from=date(2000, 1, 1), basis=basis
        )


class Migration(migrations.Migration):
    dependencies = [("credit", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
