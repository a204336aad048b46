"""Index anew: radicals are folded to the characters they stand for; rows say of what kind they are."""

from django.db import migrations

from huiyin.search import engines

BATCH = 500


def index_again(apps, schema_editor):
    entries = apps.get_model("search", "Entry").objects.select_related("text").order_by("pk")
    engine = engines.current()
    engine.clear()
    batch = []
    for entry in entries.iterator(BATCH):
        batch.append(entry)
        if len(batch) == BATCH:
            engine.add(batch)
            batch = []
    engine.add(batch)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_fold_again")]
    operations = [migrations.RunPython(index_again, migrations.RunPython.noop)]
