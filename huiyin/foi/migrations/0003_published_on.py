from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foi", "0002_the_whole_case")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="published_as",
            field=models.CharField(blank=True, max_length=64, verbose_name="转为主动公开的索引号"),
        ),
    ]
