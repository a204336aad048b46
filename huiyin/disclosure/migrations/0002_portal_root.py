"""The portal's root page in place of Wagtail's welcome page."""

from django.db import migrations


def forward(apps, schema_editor):
    # The tree's bookkeeping (path, depth, numchild) is done by hand: historical models lack treebeard.
    page_model = apps.get_model("wagtailcore", "Page")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="disclosure", model="portalpage"
    )
    page_model.objects.filter(depth=2).delete()
    portal = apps.get_model("disclosure", "PortalPage").objects.create(
        title="门户",
        draft_title="门户",
        slug="portal",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/portal/",
        locale=apps.get_model("wagtailcore", "Locale").objects.first(),
    )
    page_model.objects.filter(depth=1).update(numchild=1, title="根", draft_title="根")
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("wagtailcore", "Site").objects.create(
        hostname="localhost",
        port=80,
        site_name="回音",
        root_page_id=portal.pk,
        is_default_site=True,
    )


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial"), ("wagtailcore", "0054_initial_locale")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
