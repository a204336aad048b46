"""A publication for every licence that was published before publications were kept.

Who put it up, and in which wording, only the audit log can tell: both stay empty.
"""

from datetime import datetime, time

from django.db import migrations
from django.utils import timezone

LABEL = "licensing.licence"
AT_ONCE = 2000
COLUMNS = ("pk", "agency", "publish_due_on", "published_on", "state", "voided_on", "void_reason")


def morning_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def forward(apps, schema_editor):
    licences = apps.get_model("licensing", "Licence").objects.filter(published_on__isnull=False)
    publications = apps.get_model("publicity", "Publication").objects
    rows, last = licences.order_by("pk").values_list(*COLUMNS), 0
    while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        publications.bulk_create([publications.model(**_first(*row)) for row in some])
        last = some[-1][0]


def _first(pk, agency, due, published, state, voided_on, void_reason):
    ended = {}
    if state == "voided":
        day = max(voided_on or published, published)
        ended = {"ended_at": morning_of(day), "ending": "error", "end_reason": void_reason}
    return {
        "about_kind": LABEL,
        "about_pk": pk,
        "agency_id": agency,
        "version": 1,
        "due_on": due,
        "put_up_at": morning_of(published),
        **ended,
    }


def backward(apps, schema_editor):
    apps.get_model("publicity", "Publication").objects.filter(about_kind=LABEL).delete()


class Migration(migrations.Migration):
    dependencies = [("publicity", "0001_initial"), ("licensing", "0007_publicity")]
    operations = [migrations.RunPython(forward, backward)]
