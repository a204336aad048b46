"""Names the organisations of publications whose wording was not kept (`0008_publications`).

As a wording would have: what is personal in the name of an organisation is masked.
"""

from django.db import migrations

from huiyin.personal.traces import masked, traces
from huiyin.search.chinese import fold

LABEL = "licensing.licence"
AT_ONCE = 2000


def forward(apps, schema_editor):
    licences = apps.get_model("licensing", "Licence").objects
    publications = apps.get_model("publicity", "Publication").objects
    rows = publications.filter(about_kind=LABEL, channel="site", digest="", ended_at=None)
    rows, last = rows.order_by("pk").only("about_pk"), 0
    while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        about = licences.filter(pk__in=[one.about_pk for one in some]).exclude(holder_kind="自然人")
        names = dict(about.values_list("pk", "holder_name"))
        named = [one for one in some if one.about_pk in names]
        for one in named:
            name = names[one.about_pk]
            places = traces(name, may_name_offices=True, doubtful=False)
            one.named = fold(masked(name, places))[:200]
        publications.bulk_update(named, ["named"], batch_size=200)
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("licensing", "0013_successor"), ("publicity", "0002_named")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
