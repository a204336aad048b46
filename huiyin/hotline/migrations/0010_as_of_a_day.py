from django.db import migrations, models

from huiyin.casework.past_days import days_of, fill_voided_on


def fill(apps, schema_editor):
    """An old register tells a rating without its day: it is taken to be that of the answer."""
    request = apps.get_model("hotline", "ServiceRequest")
    fill_voided_on(apps, request)
    rated = request.objects.exclude(satisfaction="")
    for one, day in days_of(apps, rated, lambda changes: "satisfaction" in changes):
        day = day or one.answered_on or one.received_on
        request.objects.filter(pk=one.pk).update(rated_on=day)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_opening"),
        ("hotline", "0009_one_spelling_of_numbers"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="servicerequest",
            name="rated_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="回访日期"),
        ),
        migrations.AddField(
            model_name="servicerequest",
            name="voided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="作废日期"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rated_on__isnull", True), ("satisfaction", "")),
                    models.Q(
                        models.Q(("satisfaction", ""), _negated=True), ("rated_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="hotline_rated_has_date",
            ),
        ),
    ]
