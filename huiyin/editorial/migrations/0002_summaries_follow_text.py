"""内容概述 that a machine made from a text goes, in documents and drafts: it follows the text now."""

import hashlib
import json

from django.db import migrations

from huiyin.web.html import to_text

LENGTH, RUN = 120, 12
REVIEWED = (
    "title", "body", "summary", "doc_number", "issuer", "source", "author", "formed_on",
    "category", "theme", "genre", "effective_on", "keywords", "interprets",
)  # fmt: skip


def fingerprint(content):
    told = {name: content.get(name) for name in REVIEWED}
    told["attachments"] = [
        [item.get("name"), item.get("file")] for item in content.get("attachments", [])
    ]
    canon = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canon.encode()).hexdigest()


def made(summary, texts, titles):
    """Cut from the text as it was at some time: the machine took 120 characters, or all there were."""
    if summary in titles or any(summary == text[:LENGTH] for text in texts):
        return True
    pieces = {summary[at : at + RUN] for at in range(LENGTH - RUN)}
    return len(summary) == LENGTH and any(piece in text for piece in pieces for text in texts)


def forget(apps, schema_editor):
    Page = apps.get_model("disclosure", "DocumentPage")
    Revision = apps.get_model("wagtailcore", "Revision")
    Manuscript = apps.get_model("editorial", "Manuscript")
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind = kinds.filter(app_label="disclosure", model="documentpage").first()
    for page in Page.objects.order_by("pk").iterator(chunk_size=500):
        revisions = list(Revision.objects.filter(content_type=kind, object_id=str(page.pk)))
        contents = [revision.content for revision in revisions]
        texts = [to_text(body) for body in {page.body, *(c.get("body") or "" for c in contents)}]
        titles = {page.title, *(content.get("title") for content in contents)}
        if page.summary and made(page.summary, texts, titles):
            Page.objects.filter(pk=page.pk).update(summary="")
        for revision in revisions:
            summary = revision.content.get("summary")
            if not summary or not made(summary, texts, titles):
                continue
            before = fingerprint(revision.content)
            revision.content = {**revision.content, "summary": ""}
            revision.save(update_fields=["content"])
            reviewed = {"revision": revision.pk, "fingerprint": before}
            after = fingerprint(revision.content)
            numbers = list(Manuscript.objects.filter(**reviewed).values_list("pk", flat=True))
            for review in apps.get_model("editorial", "Review").objects.filter(
                manuscript__in=numbers, fingerprint=before
            ):
                review.fingerprint = after
                review.save(update_fields=["fingerprint"])
            Manuscript.objects.filter(pk__in=numbers).update(fingerprint=after)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("disclosure", "0006_written_summaries"),
        ("editorial", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
