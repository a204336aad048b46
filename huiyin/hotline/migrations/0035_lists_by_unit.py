from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0034_lists"),
        ("organisations", "0005_standing_in"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(fields=["agency", "unit", "received_on"], name="hotline_unit"),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                condition=models.Q(("is_confidential", True)),
                fields=["agency"],
                name="hotline_confidential",
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                condition=models.Q(("objected_on__isnull", False)),
                fields=["agency", "state"],
                name="hotline_objected",
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                condition=models.Q(("wanted_days__isnull", False)),
                fields=["agency", "state"],
                name="hotline_more_time",
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                condition=models.Q(("pause_cause", ""), _negated=True),
                fields=["agency", "state"],
                name="hotline_pause_wanted",
            ),
        ),
    ]
