"""The digest of each number that is stored already; page by page, since there may be a million."""

from django.db import migrations

from huiyin.common import telephones
from huiyin.personal import keys
from huiyin.personal.fields import is_readable

AT_ONCE = 1000


def digest(phone, area):
    number = telephones.dialled(phone, area) if is_readable(phone) else ""
    return keys.digest(number) if number else ""


def know_callers(apps, schema_editor):
    agencies = apps.get_model("organisations", "Organisation").objects
    areas = {
        pk: telephones.area_of(telephone)
        for pk, telephone in agencies.values_list("pk", "telephone")
    }
    requests = apps.get_model("hotline", "ServiceRequest").objects
    rows, last = requests.exclude(caller_phone="").order_by("pk"), 0
    while page := list(rows.filter(pk__gt=last).only("agency_id", "caller_phone")[:AT_ONCE]):
        for row in page:
            if known := digest(row.caller_phone, areas[row.agency_id]):
                requests.filter(pk=row.pk).update(caller_digest=known)
        last = page[-1].pk


class Migration(migrations.Migration):
    dependencies = [("hotline", "0017_callers_and_places"), ("organisations", "0002_leaders")]

    operations = [migrations.RunPython(know_callers, migrations.RunPython.noop)]
