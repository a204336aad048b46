"""副本: a restored site beside its original says so, and sends nothing until it is the real one."""

from datetime import datetime

from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.web.kept import page_cache

from .models import Copy, Notice


def begin(archive: str, *, made_at: datetime, at: datetime) -> Copy:
    """The first thing that is written into a restored database."""
    page_cache.changed()
    return Copy.objects.create(archive=archive[:255], made_at=made_at, restored_at=at)


def is_copy() -> bool:
    return Copy.objects.exists()


@page_cache.remembered
def shown() -> Copy | None:
    """For the line on every page of the desk."""
    return Copy.objects.order_by("pk").last()


@transaction.atomic
def take_over(statement: str, *, actor: Actor, at: datetime) -> int:
    """转为正式: from now on this is the real site; how many letters waited and leave now.

    Raises:
        Copy.DoesNotExist: it is no copy.
    """
    copy = Copy.objects.select_for_update().latest("pk")
    log.record(actor, "notices.copy.take-over", copy, at=at, made_at=copy.made_at, reason=statement)
    Copy.objects.all().delete()
    page_cache.changed()
    return Notice.objects.due(at).count()
