"""A term to begin with: no national number was seen, the row says so."""

from datetime import date

from django.db import migrations

BASIS = "本系统默认：国家没有统一规定，请按本地的督查办法核对"


def forward(apps, schema_editor):
    terms = apps.get_model("planning", "ReportTerm").objects
    terms.create(days=10, valid_from=date(2000, 1, 1), basis=BASIS)


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
