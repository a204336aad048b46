"""Revisions kept before: those that say their column's name follow it from now on."""

from django.db import migrations

FOLLOWS = "category_follows_column"
STEP = 4


def mark(apps, schema_editor):
    Page = apps.get_model("disclosure", "DocumentPage")
    Column = apps.get_model("disclosure", "ColumnPage")
    Revision = apps.get_model("wagtailcore", "Revision")
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind = kinds.filter(app_label="disclosure", model="documentpage").first()
    titles = dict(Column.objects.values_list("path", "title"))
    written = Page.objects.exclude(latest_revision=None).order_by("pk")
    for page in written.iterator(chunk_size=500):
        title = titles.get(page.path[:-STEP], "")
        for revision in Revision.objects.filter(content_type=kind, object_id=str(page.pk)):
            # what is public was renamed with its column; the revision it came from was not
            renamed = revision.pk == page.live_revision_id and page.category == title
            follows = bool(title) and (renamed or revision.content.get("category") == title)
            revision.content = {**revision.content, FOLLOWS: follows}
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0012_where_it_stood"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
