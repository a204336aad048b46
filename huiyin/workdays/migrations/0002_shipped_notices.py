"""The State Council's notices that come with the software."""

from django.db import migrations

from huiyin.workdays import arrangement as notice_files


def forward(apps, schema_editor):
    notices = apps.get_model("workdays", "Notice").objects
    days = apps.get_model("workdays", "CalendarDay").objects
    for told in notice_files.shipped():
        notice = notices.create(
            year=told["year"],
            number=told["number"],
            issued_on=told["issued_on"],
            source=told.get("source", ""),
        )
        for day, kind, name in notice_files.differing_days(told):
            days.update_or_create(
                day=day, region="", defaults={"kind": kind, "name": name, "notice": notice}
            )


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
