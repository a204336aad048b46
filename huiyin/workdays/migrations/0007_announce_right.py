"""The right to load a notice."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("workdays", "0006_said_once")]
    operations = [
        migrations.AlterModelOptions(
            "notice",
            options={
                "ordering": ["year", "issued_on"],
                "permissions": [("announce_notice", "载入放假安排")],
                "verbose_name": "放假安排通知",
                "verbose_name_plural": "放假安排通知",
            },
        ),
    ]
