"""Each notice keeps all its days; which has the last word on a day is worked out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workdays", "0003_notice_loaded_at")]
    operations = [
        migrations.AddField(
            "notice",
            "amends",
            models.BooleanField(
                "只改部分日期", default=False, help_text="否则是全年安排，取代当年此前的通知"
            ),
        ),
        migrations.AddField(
            "calendarday",
            "withdrawn_at",
            models.DateTimeField("撤回时间", null=True, blank=True, editable=False),
        ),
        migrations.RemoveConstraint("calendarday", "workdays_one_kind_a_day"),
    ]
