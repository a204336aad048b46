"""公开数量 of each column, counted once; from here on each change keeps it."""

from collections import Counter

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

STEP = 4  # characters of a tree path a level


def count(apps, editor):
    columns = dict(
        apps.get_model("disclosure", "ColumnPage").objects.values_list("path", "pk").iterator()
    )
    documents = (
        apps.get_model("disclosure", "DocumentPage")
        .objects.filter(live=True)
        .values_list("path", "published_at", "theme", "genre", "validity")
    )
    cells = Counter(
        (columns[path[:-STEP]], timezone.localtime(at).year, *rest)
        for path, at, *rest in documents.iterator(2000)
        if path[:-STEP] in columns
    )
    tally = apps.get_model("disclosure", "Tally")
    names = ("column_id", "year", "theme", "genre", "validity")
    tally.objects.bulk_create(
        [
            tally(**dict(zip(names, cell, strict=True)), documents=number)
            for cell, number in cells.items()
        ],
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0004_amended_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField(verbose_name="公开年份")),
                ("theme", models.CharField(blank=True, max_length=100, verbose_name="主题分类")),
                ("genre", models.CharField(blank=True, max_length=40, verbose_name="体裁分类")),
                ("validity", models.CharField(blank=True, max_length=4, verbose_name="有效性")),
                ("documents", models.IntegerField(verbose_name="条数")),
                (
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="disclosure.columnpage",
                        verbose_name="栏目",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开数量",
                "verbose_name_plural": "公开数量",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("column", "year", "theme", "genre", "validity"),
                        name="disclosure_tally_once",
                    )
                ],
            },
        ),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
