from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0020_old_ratings_are_visits")]
    operations = [
        migrations.RenameField("servicerequest", "category", "category_text"),
        migrations.AlterField(
            "servicerequest",
            "category_text",
            models.CharField(blank=True, max_length=200, verbose_name="原分类"),
        ),
    ]
