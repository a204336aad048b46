"""Channels and local targets to begin with; both are tables that an office edits."""

from datetime import date

from django.db import migrations

CHANNELS = [("mayor-hotline", "市长热线"), ("interaction", "政民互动")]
TARGETS = [("enquiry", 3), ("help", 5), ("complaint", 5), ("report", 15), ("suggestion", 10)]


def forward(apps, schema_editor):
    for position, (key, name) in enumerate(CHANNELS):
        apps.get_model("hotline", "Channel").objects.create(key=key, name=name, position=position)
    for kind, days in TARGETS:
        apps.get_model("hotline", "ServiceTarget").objects.create(
            kind=kind, days=days, valid_from=date(2000, 1, 1), basis="默认值，请按本地办理制度修改"
        )


class Migration(migrations.Migration):
    dependencies = [("hotline", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
