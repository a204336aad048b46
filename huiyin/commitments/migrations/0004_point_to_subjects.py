"""Points what is stored to its subjects."""

from django.db import migrations

from huiyin.commitments.subject import holder
from huiyin.subjects.pointing import point_stored


def forward(apps, schema_editor):
    point_stored(apps, apps.get_model("commitments", "Commitment"), holder)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("commitments", "0003_subject")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
