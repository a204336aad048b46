"""Points what is stored to its subjects."""

from django.db import migrations

from huiyin.penalties.subject import holder
from huiyin.subjects.pointing import point_stored


def forward(apps, schema_editor):
    point_stored(apps, apps.get_model("penalties", "Penalty"), holder)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("penalties", "0005_subject")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
