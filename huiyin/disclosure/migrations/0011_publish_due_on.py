from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0010_days_to_come"),
    ]

    operations = [
        migrations.AddField(
            model_name="documentpage",
            name="publish_due_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="应公开日期"
            ),
        ),
    ]
