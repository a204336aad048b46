"""Terms to begin with: the national guidance names none, each row says so."""

from datetime import date

from django.db import migrations

BASIS = "本系统默认：国家没有统一规定，各地公示多为7个工作日，请按本地信用承诺制度核对"
TERMS = [("publish", 7, "工作日"), ("check", 180, "日")]


def forward(apps, schema_editor):
    terms = apps.get_model("commitments", "Term").objects
    for step, length, unit in TERMS:
        terms.create(step=step, length=length, unit=unit, valid_from=date(2000, 1, 1), basis=BASIS)


class Migration(migrations.Migration):
    dependencies = [("commitments", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
