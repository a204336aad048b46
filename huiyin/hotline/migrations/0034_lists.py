from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0033_repeat_default"),
        ("organisations", "0004_past"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        ["assigned", "dispatched", "drafted", "joined", "received", "suspended"],
                    )
                ),
                fields=["agency", "due_on"],
                name="hotline_open",
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(fields=["agency", "urgency", "received_on"], name="hotline_urgency"),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                fields=["agency", "satisfaction", "received_on"], name="hotline_rated"
            ),
        ),
    ]
