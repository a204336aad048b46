"""The log against the site: every matter has at least the entry of its own beginning."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from huiyin.audit.models import Entry
from huiyin.audit.verdict import Break

from .models import Matter


def unlogged_matters() -> Iterator[Break]:
    """Matters exist, their entries do not: the log was emptied, or a row was put in around it."""
    for model in apps.get_models():
        if not issubclass(model, Matter):
            continue
        about = Entry.objects.filter(
            subject_type=model._meta.label_lower, subject_key=OuterRef("key")
        )
        matters = model._base_manager.annotate(key=Cast("pk", CharField(max_length=64)))
        without = matters.filter(~Exists(about)).order_by("pk")
        if first := without.values_list("pk", flat=True).first():
            name = model._meta.verbose_name
            reason = f"{name}有 {without.count()} 件没有任何审计记录（如 {model._meta.label_lower} {first}）"
            yield Break(None, None, reason)
