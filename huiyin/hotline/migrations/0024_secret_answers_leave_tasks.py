"""A task said the whole answer to a confidential request to everybody in its unit."""

from django.db import migrations

CONFIDENTIALLY = "已拟答复，内容见保密工单"


def forward(apps, schema_editor):
    tasks = apps.get_model("coordination", "Assignment").objects
    requests = apps.get_model("hotline", "ServiceRequest").objects
    own = tasks.filter(about_kind="hotline.servicerequest", role="lead").exclude(opinion="")
    secret = requests.filter(is_confidential=True)
    for request in secret.filter(pk__in=own.values("about_pk")).iterator():
        said = {text for text in (request.draft_text, request.answer_text) if text}
        own.filter(about_pk=request.pk, opinion__in=said).update(opinion=CONFIDENTIALLY)


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0023_categories_of_old_requests"),
        ("coordination", "0007_return_terms_are_kept"),
    ]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
