from django.db import migrations

from huiyin.casework.keys import ReferenceField, normalise_stored


def normalise(apps, schema_editor):
    normalise_stored(apps.get_model("licensing", "Licence"), "reference")


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0002_catalogue"),
    ]

    operations = [
        migrations.AlterField(
            model_name="licence",
            name="reference",
            field=ReferenceField(max_length=80, verbose_name="行政许可决定文书号"),
        ),
        migrations.RunPython(normalise, migrations.RunPython.noop),
    ]
