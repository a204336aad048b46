"""Points what is stored to its subjects, a thousand licences in a transaction."""

from django.db import migrations, transaction

from huiyin.licensing.subject import holder
from huiyin.subjects.joining import Tables, join

STEP = 1000


def forward(apps, schema_editor):
    licence = apps.get_model("licensing", "Licence")
    of_then = [
        apps.get_model("subjects", name) for name in ("Subject", "SubjectCode", "SubjectName")
    ]
    last = 0
    while True:
        rows = licence.objects.filter(pk__gt=last, subject=None).order_by("pk")
        rows = rows.exclude(state="voided")
        batch = list(rows[:STEP])
        if not batch:
            return
        last = batch[-1].pk
        with transaction.atomic():
            for row, key in zip(batch, join([*map(holder, batch)], Tables(*of_then)), strict=True):
                row.subject_id = key
            pointed = [row for row in batch if row.subject_id is not None]
            licence.objects.bulk_update(pointed, ["subject"], batch_size=100)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("licensing", "0010_licence_subject")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
