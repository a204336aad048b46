"""网站设置: the rows of settings of the whole site, changed by whoever administers it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.contrib.settings.models import BaseSiteSetting

from huiyin.accounts.actions import check
from huiyin.audit import log
from huiyin.audit.actors import Actor


@transaction.atomic
def change(
    row: BaseSiteSetting, values: dict[str, Any], *, actor: Actor, at: datetime
) -> dict[str, list[Any]]:
    """修改网站设置: what of it changes, before and after; no entry if nothing differs.

    Raises:
        PermissionDenied: the actor does not administer the site.
        ValidationError: a value cannot be, by field name.
    """
    check(actor)
    kind = type(row)
    stored, _ = kind.objects.select_for_update().get_or_create(site=row.site)
    before = log.snapshot(stored)
    for name, value in values.items():
        setattr(stored, name, value)
    stored.full_clean()
    changes = log.changes(before, stored)
    if changes:
        stored.save()
        log.record(actor, f"{kind._meta.label_lower}.set", stored, at=at, changes=changes)
    return changes
