from django.db import migrations

from huiyin.casework.keys import ReferenceField, normalise_stored


def normalise(apps, schema_editor):
    normalise_stored(apps.get_model("hotline", "ServiceRequest"), "reference")


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0008_confidential_constraints"),
    ]

    operations = [
        migrations.AlterField(
            model_name="servicerequest",
            name="reference",
            field=ReferenceField(max_length=80, verbose_name="工单编号"),
        ),
        migrations.RunPython(normalise, migrations.RunPython.noop),
    ]
