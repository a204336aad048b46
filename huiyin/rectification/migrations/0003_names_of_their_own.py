"""来文机关, 问题来源: `issuer` and `source` are filled in with the agency itself on the desk's forms."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("rectification", "0002_defaults")]
    operations = [
        migrations.RenameField("rectification", "issuer", "sender"),
        migrations.RenameField("rectification", "source", "origin"),
    ]
