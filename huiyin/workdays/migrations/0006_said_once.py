"""A day is said once by a notice; its region is the notice's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workdays", "0005_amending_notices")]
    operations = [
        migrations.RemoveField("calendarday", "region"),
        migrations.AddConstraint(
            "calendarday",
            models.UniqueConstraint(
                fields=["notice", "day"],
                condition=models.Q(withdrawn_at=None),
                name="workdays_said_once",
            ),
        ),
    ]
