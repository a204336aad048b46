"""What Wagtail puts into an empty database, under Chinese names."""

from django.db import migrations

GROUPS = {"Editors": "内容编辑（初始）", "Moderators": "内容审核（初始）"}
APPROVAL = {"Moderators approval": "审核"}


def forward(apps, schema_editor):
    for english, chinese in GROUPS.items():
        apps.get_model("auth", "Group").objects.filter(name=english).update(name=chinese)
    for english, chinese in APPROVAL.items():
        for model in ("Task", "Workflow"):
            apps.get_model("wagtailcore", model).objects.filter(name=english).update(name=chinese)
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(
        name="全部"
    )


class Migration(migrations.Migration):
    # After all that look these groups up by their English names.
    dependencies = [
        ("web", "0001_initial"),
        ("wagtailcore", "0094_alter_page_locale"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0022_uploadedimage"),
    ]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
