"""What a unit has in hand is a task of that unit; whoever calls is there to hear the answer.

What was answered before keeps its unit as it stands: nobody was asked to sign it.
"""

from django.db import migrations
from django.utils import timezone

KIND = "hotline.servicerequest"
OPEN = ("given", "signed", "reported")


def forward(apps, schema_editor):
    apps.get_model("hotline", "Channel").objects.filter(key="mayor-hotline").update(is_spoken=True)
    requests = apps.get_model("hotline", "ServiceRequest").objects
    tasks = apps.get_model("coordination", "Assignment").objects
    today = timezone.localdate()
    for request in requests.filter(state="assigned", unit__isnull=False).order_by("pk").iterator():
        beside = tasks.filter(about_kind=KIND, about_pk=request.pk)
        if beside.filter(role="lead", state__in=OPEN).exists():
            continue
        # the unit may have been asked as an assistant: one open task of a unit a matter
        own = beside.filter(unit=request.unit_id, state__in=OPEN)
        if own.exists():
            own.update(role="lead")
            continue
        tasks.create(
            reference=_number(apps, tasks, request.agency_id, today.year),
            agency_id=request.agency_id,
            state="signed",
            unit_id=request.unit_id,
            role="lead",
            subject="" if request.is_confidential else request.subject,
            given_on=today,
            signed_on=today,
            due_on=max(request.due_on or today, today),
            about_kind=KIND,
            about_pk=request.pk,
        )


def _number(apps, tasks, agency, year):
    series, _ = apps.get_model("casework", "Series").objects.get_or_create(
        name=f"coordination.assignment.{agency}", year=year
    )
    while True:
        series.last += 1
        reference = f"RW{year}-{series.last:05d}"
        if not tasks.filter(agency=agency, reference=reference).exists():
            series.save()
            return reference


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0014_tasks_of_units"),
        ("coordination", "0005_return_defaults"),
        ("casework", "0002_saved_filter"),
    ]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
