import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0005_standing_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicityTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("valid_from", models.DateField(verbose_name="执行日期")),
                ("kind", models.CharField(max_length=80, verbose_name="公示内容")),
                (
                    "holder",
                    models.CharField(
                        choices=[
                            ("organisation", "法人、非法人组织和个体工商户"),
                            ("person", "自然人"),
                        ],
                        max_length=20,
                        verbose_name="相对人",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        help_text="填 0 表示不设截止日", verbose_name="期限（月）"
                    ),
                ),
                (
                    "counted_from",
                    models.CharField(
                        choices=[("decided", "作出决定之日"), ("ended", "有效期届满之日")],
                        max_length=10,
                        verbose_name="起算日",
                    ),
                ),
            ],
            options={
                "verbose_name": "公示期限",
                "verbose_name_plural": "公示期限",
                "ordering": ["kind", "holder", "-valid_from"],
                "permissions": [("keep_terms", "设定公示期限")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "holder", "valid_from"), name="publicity_term_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__lte", 1200)), name="publicity_term_no_longer"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about_kind",
                    models.CharField(editable=False, max_length=80, verbose_name="公示内容"),
                ),
                ("about_pk", models.PositiveBigIntegerField(editable=False, verbose_name="记录")),
                ("version", models.PositiveSmallIntegerField(editable=False, verbose_name="版次")),
                (
                    "channel",
                    models.CharField(
                        choices=[("site", "本机关网站"), ("platform", "信用平台")],
                        default="site",
                        max_length=10,
                        verbose_name="公示渠道",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="应公示日期")),
                ("put_up_at", models.DateTimeField(verbose_name="公示时间")),
                ("put_up_by", models.CharField(blank=True, max_length=100, verbose_name="公示人")),
                ("wording", models.JSONField(blank=True, default=list, verbose_name="公示文本")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="文本摘要")),
                ("until", models.DateField(blank=True, null=True, verbose_name="公示截止日")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="停止公示时间"),
                ),
                (
                    "ended_by",
                    models.CharField(blank=True, max_length=100, verbose_name="停止公示人"),
                ),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("expired", "公示期满"),
                            ("withdrawn", "撤下"),
                            ("superseded", "内容更新，另行公示"),
                            ("repaired", "信用修复"),
                            ("annulled", "决定被撤销或者变更"),
                            ("error", "录入有误"),
                        ],
                        max_length=12,
                        verbose_name="停止原因",
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="停止说明"),
                ),
                ("receipt", models.CharField(blank=True, max_length=100, verbose_name="平台回执")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="回执日期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="机关",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publicity.publicityterm",
                        verbose_name="公示期限",
                    ),
                ),
            ],
            options={
                "verbose_name": "公示记录",
                "verbose_name_plural": "公示记录",
                "ordering": ["-put_up_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["until"],
                        name="publicity_to_end",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about_kind", "about_pk", "channel", "version"),
                        name="publicity_version_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("about_kind", "about_pk", "channel"),
                        name="publicity_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ending", "")),
                            models.Q(
                                ("ended_at__isnull", False), models.Q(("ending", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="publicity_ended_says_why",
                    ),
                ],
            },
        ),
    ]
