from django.db import migrations

from huiyin.casework.keys import ReferenceField, normalise_stored


def normalise(apps, schema_editor):
    normalise_stored(apps.get_model("registers", "Power"), "reference")
    normalise_stored(apps.get_model("registers", "Officer"), "reference")
    normalise_stored(apps.get_model("registers", "BudgetSheet"), "reference")
    normalise_stored(apps.get_model("registers", "BudgetLine"), "reference")
    normalise_stored(apps.get_model("registers", "Decision"), "reference")
    normalise_stored(apps.get_model("registers", "Opinion"), "reference")


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0002_writers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="budgetline",
            name="reference",
            field=ReferenceField(max_length=80, verbose_name="编号"),
        ),
        migrations.AlterField(
            model_name="budgetsheet",
            name="reference",
            field=ReferenceField(max_length=80, verbose_name="编号"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="reference",
            field=ReferenceField(blank=True, max_length=80, verbose_name="编号"),
        ),
        migrations.AlterField(
            model_name="officer",
            name="reference",
            field=ReferenceField(max_length=40, verbose_name="执法证号"),
        ),
        migrations.AlterField(
            model_name="opinion",
            name="reference",
            field=ReferenceField(blank=True, max_length=80, verbose_name="编号"),
        ),
        migrations.AlterField(
            model_name="power",
            name="reference",
            field=ReferenceField(max_length=80, verbose_name="权力编码"),
        ),
        migrations.RunPython(normalise, migrations.RunPython.noop),
    ]
