from django.db import migrations

from huiyin.casework.keys import ReferenceField, normalise_stored


def normalise(apps, schema_editor):
    normalise_stored(apps.get_model("foi", "Application"), "reference", "answer_number")


class Migration(migrations.Migration):
    dependencies = [
        ("foi", "0007_answers_by_two"),
    ]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="answer_number",
            field=ReferenceField(blank=True, max_length=80, verbose_name="答复文号"),
        ),
        migrations.AlterField(
            model_name="application",
            name="reference",
            field=ReferenceField(max_length=80, verbose_name="申请编号"),
        ),
        migrations.RunPython(normalise, migrations.RunPython.noop),
    ]
