"""What manuscripts know of the end of a publication, told to the documents and to search."""

from typing import Any

from django.db import migrations


def tell(apps: Any, editor: Any) -> None:
    documents = apps.get_model("disclosure", "DocumentPage").objects
    entries = apps.get_model("search", "Entry").objects
    ends = apps.get_model("editorial", "Manuscript").objects.exclude(expire_at=None)
    for page, moment in ends.values_list("page_id", "expire_at"):
        documents.filter(pk=page).update(public_until=moment)
        entries.filter(key=f"document:{page}").update(public_until=moment)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0004_as_of_a_day"),
        ("disclosure", "0009_public_until"),
        ("search", "0006_public_until"),
    ]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop, elidable=True)]
