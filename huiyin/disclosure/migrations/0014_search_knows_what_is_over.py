"""Documents that are not in force any more: search knows from which day."""

from django.db import migrations

OVER = ("失效", "废止")


def tell_search(apps, schema_editor):
    Entry = apps.get_model("search", "Entry")
    pages = apps.get_model("disclosure", "DocumentPage").objects.filter(validity__in=OVER)
    for page in pages.iterator(500):
        entry = Entry.objects.filter(key=f"document:{page.pk}")
        row = entry.values_list("published_on", flat=True).first()
        if row is not None:
            entry.update(over_on=page.abolished_on or row)


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0013_category_follows_column"),
        ("search", "0008_over_on"),
    ]
    operations = [migrations.RunPython(tell_search, migrations.RunPython.noop)]
