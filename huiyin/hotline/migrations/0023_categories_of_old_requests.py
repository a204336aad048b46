"""What clerks typed as category becomes a tree of one level, and each old request stands in it.

A text that only confidential requests bear may tell of them: it stays with them, and in no tree.
"""

from django.db import migrations
from django.db.models import Min

NAME = "本机关原有分类"
BASIS = "按本机关以往登记的诉求分类整理"
MISTAKE = "mistake"


def forward(apps, schema_editor):
    requests = apps.get_model("hotline", "ServiceRequest").objects.filter(category=None)
    requests = requests.exclude(category_text="").exclude(request_kind=MISTAKE)
    agencies = requests.order_by("agency").values_list("agency", flat=True).distinct()
    for agency in list(agencies):
        _sort(apps, agency, requests.filter(agency=agency))


def _sort(apps, agency, requests):
    texts = _by_name(requests.filter(is_confidential=False))
    if not texts:
        return
    schemes, nodes = (
        apps.get_model("hotline", name).objects for name in ("CategoryScheme", "Category")
    )
    first = requests.aggregate(day=Min("received_on"))["day"]
    scheme = schemes.filter(agency_id=agency, name=NAME).first() or schemes.create(
        agency_id=agency, name=NAME, basis=BASIS, valid_from=first
    )
    known = dict(nodes.filter(scheme=scheme).values_list("name", "pk"))
    for name, spellings in sorted(texts.items()):
        if name not in known:
            code = f"Y{len(known) + 1:03d}"
            known[name] = nodes.create(
                agency_id=agency, scheme=scheme, code=code, name=name, path=name,
                reference=f"{scheme.pk}-{code}",
            ).pk  # fmt: skip
        requests.filter(category_text__in=spellings).update(category_id=known[name])


def _by_name(requests):
    """Name → the texts that differ from it by margins alone."""
    texts = {}
    for text in requests.order_by().values_list("category_text", flat=True).distinct():
        if name := text.strip()[:60]:
            texts.setdefault(name, []).append(text)
    return texts


class Migration(migrations.Migration):
    dependencies = [("hotline", "0022_categories")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
