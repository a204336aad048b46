from django.db import migrations, models

from huiyin.casework.past_days import fill_voided_on


def fill(apps, schema_editor):
    fill_voided_on(apps, apps.get_model("licensing", "Licence"))


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_opening"),
        ("licensing", "0004_state_of_the_decision"),
    ]

    operations = [
        migrations.AddField(
            model_name="licence",
            name="voided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="作废日期"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
