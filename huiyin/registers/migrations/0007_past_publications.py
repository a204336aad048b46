from datetime import date

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def fill(apps, schema_editor):
    """A table that was taken down lost its day of publication; the log says from when to when."""
    entries = apps.get_model("audit", "Entry").objects.filter(subject_type="registers.budgetsheet")
    past = apps.get_model("registers", "PastPublication")
    known = set(apps.get_model("registers", "BudgetSheet").objects.values_list("pk", flat=True))
    for entry in entries.order_by("pk").only("subject_key", "at", "facts").iterator():
        was, now = (entry.facts.get("changes") or {}).get("published_on") or (None, None)
        if not was or now or int(entry.subject_key) not in known:
            continue
        began, ended = date.fromisoformat(was), timezone.localtime(entry.at).date()
        if ended >= began:
            past.objects.create(
                sheet_id=int(entry.subject_key), published_on=began, withdrawn_on=ended
            )


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_opening"),
        ("registers", "0006_as_of_a_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="PastPublication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("published_on", models.DateField(verbose_name="公开日期")),
                ("withdrawn_on", models.DateField(verbose_name="撤下日期")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_publications",
                        to="registers.budgetsheet",
                        verbose_name="预决算表",
                    ),
                ),
            ],
            options={
                "verbose_name": "以前的公开期间",
                "verbose_name_plural": "以前的公开期间",
                "ordering": ["published_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn_on__gte", models.F("published_on"))),
                        name="registers_past_publication_in_order",
                    )
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
