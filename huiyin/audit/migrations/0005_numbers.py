"""Entries get a number without gaps, and know their agency. No table is made anew: triggers stay."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_seal_labels")]

    operations = [
        migrations.CreateModel(
            "Sequence",
            [
                (
                    "id",
                    models.PositiveSmallIntegerField("序列", primary_key=True, serialize=False),
                ),
                ("last", models.BigIntegerField("最后编号", default=0)),
            ],
            options={"verbose_name": "审计编号序列", "verbose_name_plural": "审计编号序列"},
        ),
        migrations.AlterModelOptions(
            "entry",
            {
                "ordering": ["pk"],
                "permissions": [("view_all", "查看全站审计记录")],
                "verbose_name": "审计记录",
                "verbose_name_plural": "审计记录",
            },
        ),
        migrations.AddField("entry", "agency_id", models.BigIntegerField("机关", null=True)),
        migrations.AddField("entry", "number", models.BigIntegerField("编号", null=True)),
        migrations.AddField(
            "entry", "sequence", models.PositiveSmallIntegerField("编号序列", null=True)
        ),
        migrations.AddIndex(
            "entry", models.Index(fields=["agency_id", "id"], name="audit_entry_agency")
        ),
        migrations.AddConstraint(
            "entry",
            models.UniqueConstraint(
                fields=["sequence", "number"],
                condition=Q(number__isnull=False),
                name="audit_entry_number",
            ),
        ),
    ]
