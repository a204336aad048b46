"""Terms to begin with: no national number was seen, each row says so."""

from datetime import date

from django.db import migrations

BASIS = "本系统默认：文书没有写明期限时的起点，国家没有统一规定，请按本地规定核对"
TERMS = [("order", 15), ("circular", 15), ("notice", 15), ("opinion", 30), ("decision", 15)]


def forward(apps, schema_editor):
    terms = apps.get_model("rectification", "Term").objects
    for category, length in TERMS:
        terms.create(
            category=category, length=length, unit="日", valid_from=date(2000, 1, 1), basis=BASIS
        )


class Migration(migrations.Migration):
    dependencies = [("rectification", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
