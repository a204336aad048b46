from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inspection", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="columnreminder",
            name="reference",
            field=models.CharField("编号", max_length=40, db_index=True, default=""),
            preserve_default=False,
        ),
    ]
