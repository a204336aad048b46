"""When a notice last changed the calendar: by it a cached calendar is known to be stale."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workdays", "0002_shipped_notices")]
    operations = [
        migrations.AddField(
            "notice",
            "loaded_at",
            models.DateTimeField("载入时间", null=True, editable=False),
        ),
    ]
