"""Tells the notices of a whole year from those that amend one, and gives the shipped ones back
the days on which a later notice had the last word.

Until now a later notice of a year overrode an earlier one day by day: the first is its whole
arrangement, the others amend it. A local order always amends.
"""

from datetime import date

from django.db import migrations

from huiyin.workdays import arrangement as notice_files


def forward(apps, schema_editor):
    notices = apps.get_model("workdays", "Notice").objects
    days = apps.get_model("workdays", "CalendarDay").objects
    whole = set()
    for notice in sorted(notices.all(), key=lambda row: (row.issued_on or date.min, row.pk)):
        notice.amends = bool(notice.region) or notice.year in whole
        if not notice.region:
            whole.add(notice.year)
        if not notice.region:
            whole.add(notice.year)
        notice.save(update_fields=["amends"])
    for told in notice_files.shipped():
        found = notices.filter(year=told["year"], number=told["number"], region="").first()
        for day, kind, name in notice_files.differing_days(told) if found else ():
            days.get_or_create(day=day, notice=found, defaults={"kind": kind, "name": name})


class Migration(migrations.Migration):
    dependencies = [("workdays", "0004_notices_keep_their_days")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
