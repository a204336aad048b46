from datetime import date

import django.db.models.deletion
from django.db import migrations, models

from huiyin.casework.past_days import days_of, fill_voided_on


def fill(apps, schema_editor):
    names = ("BudgetSheet", "BudgetLine", "Decision", "Opinion", "Officer", "Power")
    fill_voided_on(apps, *(apps.get_model("registers", name) for name in names))
    for name in ("Officer", "Power"):
        model = apps.get_model("registers", name)
        for one, day in days_of(apps, model.objects.all(), _is_approval):
            model.objects.filter(pk=one.pk).update(approved_on=day)
    _keep_past_certificates(apps)


def _is_approval(changes):
    return bool(changes.get("state")) and changes["state"][0] == "proposed"


def _keep_past_certificates(apps):
    """A renewal set both days later; the log says from what."""
    entries = apps.get_model("audit", "Entry").objects.filter(subject_type="registers.officer")
    past = apps.get_model("registers", "PastCertificate")
    known = set(apps.get_model("registers", "Officer").objects.values_list("pk", flat=True))
    for entry in entries.order_by("pk").only("subject_key", "facts").iterator():
        changes = entry.facts.get("changes") or {}
        if (
            not {"issued_on", "valid_until"} <= changes.keys()
            or int(entry.subject_key) not in known
        ):
            continue
        (issued, issued_next), (until, until_next) = changes["issued_on"], changes["valid_until"]
        if issued_next > issued and until_next > until >= issued:
            past.objects.create(
                officer_id=int(entry.subject_key),
                issued_on=date.fromisoformat(issued),
                valid_until=date.fromisoformat(until),
            )


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_opening"),
        ("registers", "0005_changes_by_two"),
    ]

    operations = [
        migrations.AddField(
            model_name="budgetline",
            name="voided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="作废日期"),
        ),
        migrations.AddField(
            model_name="budgetsheet",
            name="voided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="作废日期"),
        ),
        migrations.AddField(
            model_name="decision",
            name="voided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="作废日期"),
        ),
        migrations.AddField(
            model_name="officer",
            name="approved_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="核准公开日期"
            ),
        ),
        migrations.AddField(
            model_name="officer",
            name="voided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="作废日期"),
        ),
        migrations.AddField(
            model_name="opinion",
            name="voided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="作废日期"),
        ),
        migrations.AddField(
            model_name="power",
            name="approved_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="核准公开日期"
            ),
        ),
        migrations.AddField(
            model_name="power",
            name="voided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="作废日期"),
        ),
        migrations.CreateModel(
            name="PastCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="发证日期")),
                ("valid_until", models.DateField(verbose_name="有效期至")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_certificates",
                        to="registers.officer",
                        verbose_name="行政执法人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "以前的证件有效期",
                "verbose_name_plural": "以前的证件有效期",
                "ordering": ["issued_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gte", models.F("issued_on"))),
                        name="registers_past_certificate_in_order",
                    )
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
