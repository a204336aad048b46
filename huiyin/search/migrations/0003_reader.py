import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_fulltext"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileText",
            fields=[
                (
                    "sha256",
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False, verbose_name="摘要"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="文字")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="说明")),
                (
                    "is_read",
                    models.BooleanField(db_index=True, default=False, verbose_name="已读取"),
                ),
            ],
            options={
                "verbose_name": "文件文字",
                "verbose_name_plural": "文件文字",
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "character",
                    models.CharField(
                        max_length=1, primary_key=True, serialize=False, verbose_name="字"
                    ),
                ),
                ("pinyin", models.CharField(max_length=8, verbose_name="拼音")),
            ],
            options={
                "verbose_name": "读音",
                "verbose_name_plural": "读音",
            },
        ),
        migrations.AddField(
            model_name="text",
            name="attached",
            field=models.JSONField(blank=True, default=list, verbose_name="附件文字"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="published_on",
            field=models.DateField(db_index=True, verbose_name="发布日期"),
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=20, verbose_name="检索词")),
                ("visitor", models.CharField(max_length=64, verbose_name="来访者摘要")),
                ("on", models.DateField(db_index=True, verbose_name="日期")),
            ],
            options={
                "verbose_name": "检索记录",
                "verbose_name_plural": "检索记录",
                "constraints": [
                    models.UniqueConstraint(fields=("text", "visitor"), name="search_asked_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Attached",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField(verbose_name="附件名称")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="摘要")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="search.entry",
                        verbose_name="检索条目",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件与条目",
                "verbose_name_plural": "附件与条目",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=100, verbose_name="词语")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("column", "栏目"),
                            ("query", "常搜"),
                            ("title", "标题"),
                            ("word", "词语"),
                        ],
                        max_length=6,
                        verbose_name="种类",
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, max_length=400, verbose_name="拼音")),
                (
                    "initials",
                    models.CharField(db_index=True, max_length=100, verbose_name="拼音首字母"),
                ),
                ("weight", models.PositiveIntegerField(verbose_name="出现次数")),
            ],
            options={
                "verbose_name": "词语",
                "verbose_name_plural": "词语",
                "indexes": [models.Index(fields=["text"], name="search_term_text")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "text"), name="search_term_once")
                ],
            },
        ),
    ]
