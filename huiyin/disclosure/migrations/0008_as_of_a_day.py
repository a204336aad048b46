import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """From the log: what was taken down, and released again."""
    page, withdrawal = (apps.get_model("disclosure", n) for n in ("DocumentPage", "Withdrawal"))
    entries = apps.get_model("audit", "Entry").objects.filter(
        verb__in=["disclosure.document.withdraw", "disclosure.document.publish"]
    )
    known = set(page.objects.values_list("pk", flat=True))
    gone = {}
    for entry in entries.order_by("pk").only("verb", "subject_key", "at").iterator():
        key = int(entry.subject_key)
        if key not in known:
            continue
        if entry.verb.endswith("withdraw"):
            gone[key] = withdrawal.objects.create(document_id=key, withdrawn_at=entry.at)
        elif key in gone:
            withdrawal.objects.filter(pk=gone.pop(key).pk).update(released_at=entry.at)
    # The entry was written when it was taken down, which a move may tell for another moment.
    own = page.objects.filter(live=False, withdrawn_at__isnull=False)
    for key, at in own.values_list("pk", "withdrawn_at"):
        if key in gone:
            withdrawal.objects.filter(pk=gone[key].pk).update(withdrawn_at=at)
        else:
            withdrawal.objects.create(document_id=key, withdrawn_at=at)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_opening"),
        ("disclosure", "0007_former_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(verbose_name="撤下时间")),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="重新公开时间"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawals",
                        to="disclosure.documentpage",
                        verbose_name="公开信息",
                    ),
                ),
            ],
            options={
                "verbose_name": "撤下经过",
                "verbose_name_plural": "撤下经过",
                "ordering": ["withdrawn_at", "pk"],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
