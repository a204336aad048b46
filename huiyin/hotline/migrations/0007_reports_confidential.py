"""Reports (举报) that are here already become confidential; whoever registered one knows of it.

One that was published with the sender's consent stays as it is: it says so as its reason.
"""

from django.db import migrations

REGISTERED = "hotline.servicerequest.register"


def forward(apps, schema_editor):
    requests = apps.get_model("hotline", "ServiceRequest").objects
    reports = requests.filter(request_kind="report", is_confidential=False)
    reports.filter(published_at__isnull=False).update(open_reason="此前已经公开")
    reports.filter(published_at__isnull=True).update(is_confidential=True)
    confidential = requests.filter(is_confidential=True)
    confidential.filter(published_at__isnull=False).update(published_at=None)
    keys = [str(pk) for pk in confidential.values_list("pk", flat=True)]
    entries = apps.get_model("audit", "Entry").objects.filter(
        verb=REGISTERED, subject_key__in=keys, actor_kind="person"
    )
    confidant = apps.get_model("hotline", "Confidant")
    confidant.objects.bulk_create(
        confidant(
            request_id=int(entry.subject_key),
            person_key=entry.actor_key,
            person_name=entry.actor_name,
        )
        for entry in entries
    )


class Migration(migrations.Migration):
    dependencies = [("hotline", "0006_confidants"), ("audit", "0004_seal_labels")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
