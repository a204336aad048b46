"""Back to one row for a column and its day: the last span stays, as it was before there were spans."""

from django.db import migrations


def merge(apps, schema_editor):
    reminders = apps.get_model("inspection", "ColumnReminder").objects.order_by("pk")
    last = {(one.column_id, one.due_on): one.pk for one in reminders}
    reminders.exclude(pk__in=last.values()).delete()


class Migration(migrations.Migration):
    dependencies = [("inspection", "0004_one_row_a_span")]

    operations = [migrations.RunPython(migrations.RunPython.noop, merge, elidable=True)]
