"""Until when and how often a task may come back to begin with; places differ."""

from datetime import date

from django.db import migrations

BASIS = (
    "潍坊12345条例第二十二条、北京接诉即办条例第十二条只说应在签收期限内提出、经裁定的不得再退；"
    "天数和次数是默认值，请按本地办理制度修改"
)


def forward(apps, schema_editor):
    apps.get_model("coordination", "ReturnTerm").objects.create(
        days=1, most=2, valid_from=date(2000, 1, 1), basis=BASIS
    )


class Migration(migrations.Migration):
    dependencies = [("coordination", "0004_returning")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
