"""A category is a node of the tree now: suggestions and what was learned name it by its key."""

from dataclasses import replace

from django.db import migrations

from huiyin.routing.weights import DamagedError, Weights

CATEGORY = "category"


def forward(apps, schema_editor):
    keys = {}
    for agency, name, pk in apps.get_model("hotline", "Category").objects.values_list(
        "agency", "name", "pk"
    ):
        keys.setdefault(agency, {})[name] = str(pk)
    for suggestion in apps.get_model("routing", "Suggestion").objects.filter(target=CATEGORY):
        own = keys.get(suggestion.agency_id, {})
        suggestion.choices = [[own.get(name, name), share] for name, share in suggestion.choices]
        suggestion.chosen = own.get(suggestion.chosen, suggestion.chosen)
        suggestion.save(update_fields=["choices", "chosen"])
    for version in apps.get_model("routing", "Version").objects.filter(target=CATEGORY):
        if version.learned:
            version.learned = _renamed(bytes(version.learned), keys.get(version.agency_id, {}))
            version.save(update_fields=["learned"])


def _renamed(stored, keys):
    """The same numbers under the new names; what cannot be read is learned again at night."""
    try:
        weights = Weights.unpacked(stored)
    except DamagedError:
        return b""
    return replace(weights, classes=tuple(keys.get(one, one) for one in weights.classes)).packed()


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0002_floor_is_dated"),
        ("hotline", "0023_categories_of_old_requests"),
    ]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
