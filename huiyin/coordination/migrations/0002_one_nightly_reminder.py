"""The jobs that reminded are one job now: their last runs and bad rows are no job's any more."""

from django.db import migrations

FORMER = ("huiyin.foi.tasks.remind", "huiyin.inspection.tasks.remind")


def forget(apps, schema_editor):
    for name in ("FailedRow", "LastRun"):
        apps.get_model("jobs", name).objects.filter(job__in=FORMER).delete()


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_initial"), ("jobs", "0002_failures")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
