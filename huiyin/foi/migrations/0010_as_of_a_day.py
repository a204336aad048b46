from datetime import date

from django.db import migrations, models

from huiyin.casework.past_days import fill_voided_on


def fill(apps, schema_editor):
    application = apps.get_model("foi", "Application")
    fill_voided_on(apps, application)
    for one in application.objects.exclude(clock_events=[]).only("clock_events").iterator():
        told = [value for name, value in one.clock_events if name == "correction-received"]
        if told:
            day = date.fromisoformat(told[-1])
            application.objects.filter(pk=one.pk).update(correction_received_on=day)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_opening"),
        ("foi", "0009_ends_by_two"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="correction_received_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="收到补正日期"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="voided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="作废日期"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
