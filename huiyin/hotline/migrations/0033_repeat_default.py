"""Three months between two calls about the same matter: a default, until the place rules otherwise."""

from datetime import date

from django.db import migrations

BASIS = "本系统默认：三个月；国家没有统一规定，请按本地热线办理制度修改"


def forward(apps, schema_editor):
    apps.get_model("hotline", "RepeatTerm").objects.get_or_create(
        valid_from=date(2000, 1, 1), defaults={"days": 92, "basis": BASIS}
    )


class Migration(migrations.Migration):
    dependencies = [("hotline", "0032_repeats")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
