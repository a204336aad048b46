"""Appeals that changed a deduction are counted: what was answered before is told apart once."""

from django.db import migrations
from django.db.models import F


def forward(apps, schema_editor):
    appeals = apps.get_model("assessment", "Appeal").objects.select_related("score")
    changed = appeals.filter(deduction__isnull=False).exclude(
        deduction=F("score__review_deduction")
    )
    keys = list(changed.values_list("pk", flat=True))
    apps.get_model("assessment", "Appeal").objects.filter(pk__in=keys).update(is_changed=True)


class Migration(migrations.Migration):
    dependencies = [("assessment", "0004_checklists_and_appeals")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
