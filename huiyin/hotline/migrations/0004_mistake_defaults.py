"""The channel and the local target of 我为政府网站找错; an office edits both."""

from datetime import date

from django.db import migrations

BASIS = "未核实：没有查到规定时限的文件，暂按3个工作日，请按上级要求修改"


def forward(apps, schema_editor):
    apps.get_model("hotline", "Channel").objects.get_or_create(
        key="website-mistakes", defaults={"name": "网站找错", "position": 90}
    )
    apps.get_model("hotline", "ServiceTarget").objects.get_or_create(
        kind="mistake", valid_from=date(2000, 1, 1), defaults={"days": 3, "basis": BASIS}
    )


class Migration(migrations.Migration):
    dependencies = [("hotline", "0003_website_mistakes")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
