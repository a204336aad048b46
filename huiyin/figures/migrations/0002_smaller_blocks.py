"""Blocks have 64 records from here on: what was kept of 256 is counted anew by the next job."""

from typing import Any

from django.db import migrations


def forget(apps: Any, editor: Any) -> None:
    apps.get_model("figures", "KeptCount").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_kept_counts")]
    operations = [migrations.RunPython(forget, forget)]
