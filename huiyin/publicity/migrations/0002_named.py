"""Whom each publication names, taken from its wording: by this the public lists are searched."""

from django.db import migrations, models

from huiyin.search.chinese import fold

NAMES = ("行政相对人名称", "承诺主体名称")
KINDS = ("行政相对人类别", "承诺主体类别")
PERSON = "自然人"
AT_ONCE = 2000


def forward(apps, schema_editor):
    publications = apps.get_model("publicity", "Publication").objects
    rows, last = publications.filter(channel="site").exclude(digest="").order_by("pk"), 0
    while some := list(rows.filter(pk__gt=last).only("wording")[:AT_ONCE]):
        for one in some:
            one.named = fold(_named(dict(one.wording)))[:200]
        publications.bulk_update([one for one in some if one.named], ["named"], batch_size=200)
        last = some[-1].pk


def _named(said):
    if any(said.get(head) == PERSON for head in KINDS):
        return ""
    return next((said[head] for head in NAMES if head in said), "")


class Migration(migrations.Migration):
    dependencies = [("publicity", "0001_initial")]
    operations = [
        migrations.AddField(
            "publication",
            "named",
            models.CharField("公示的名称", max_length=200, blank=True, editable=False, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(forward, migrations.RunPython.noop),
    ]
