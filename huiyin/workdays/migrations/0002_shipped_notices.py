"""The State Council's notices that come with the software."""

from django.db import migrations

from huiyin.workdays import load


def forward(apps, schema_editor):
    load.store(
        load.shipped(), apps.get_model("workdays", "Notice"), apps.get_model("workdays", "CalendarDay")
    )


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
