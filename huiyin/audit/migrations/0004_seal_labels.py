"""Names that a clerk can read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_no_truncate")]
    operations = [
        migrations.AlterField(
            "seal", "position", models.BigIntegerField("序号", primary_key=True, serialize=False)
        ),
        migrations.AlterField("seal", "entry_id", models.BigIntegerField("审计记录", unique=True)),
        migrations.AlterField("seal", "link", models.CharField("链接值", max_length=64)),
    ]
