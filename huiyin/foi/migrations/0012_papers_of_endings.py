"""What was given up gets a kind of letter of its own; the letters themselves stay as they are."""

from django.db import migrations, models

TITLED = {"no-longer": "不再处理告知书", "ended": "终结办理告知书"}


def tell_kinds(apps, schema_editor):
    """By the title that stands on the letter: one that was called 不予处理 keeps its kind."""
    papers = apps.get_model("foi", "Paper").objects.filter(kind="other")
    for kind, title in TITLED.items():
        papers.filter(title__endswith=title).update(kind=kind)


def one_kind(apps, schema_editor):
    apps.get_model("foi", "Paper").objects.filter(kind__in=TITLED).update(kind="other")


class Migration(migrations.Migration):
    dependencies = [("foi", "0011_clocks_that_end")]
    operations = [
        migrations.AlterField(
            "paper",
            "kind",
            models.CharField(
                choices=[
                    ("receipt", "登记回执"),
                    ("correction", "补正告知书"),
                    ("reasons", "说明理由告知书"),
                    ("extension", "延期答复告知书"),
                    ("third-party", "第三方意见征询函"),
                    ("consulting", "征求意见告知书"),
                    ("co-maker", "征求意见书（共同制作机关）"),
                    ("organ", "征求意见书（其他机关）"),
                    ("assistance", "协办函"),
                    ("fee", "收费通知"),
                    ("answer", "答复书"),
                    ("disclosed-anyway", "第三方告知书"),
                    ("other", "不予处理告知书"),
                    ("no-longer", "不再处理告知书"),
                    ("ended", "终结办理告知书"),
                ],
                max_length=20,
                verbose_name="文书种类",
            ),
        ),
        migrations.RunPython(tell_kinds, one_kind),
    ]
