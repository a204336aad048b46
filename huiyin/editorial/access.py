"""进编辑器的门: whoever may draft may edit documents in the CMS, and nothing else there.

Wagtail reads rights to pages from groups. A group with the right to draft gets the right to
change pages below the portal, never to publish; which documents of which agency may really be
changed is decided by `locking` and the hooks of `disclosure.wagtail_hooks`.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import m2m_changed
from wagtail.models import GroupPagePermission

from huiyin.disclosure.models import PortalPage

CHANGES = {"post_add", "post_remove", "post_clear"}


def open_editor(sender: type, instance: Any, action: str, **keywords: Any) -> None:
    """After a change of rights: the page permission follows the right to draft."""
    if action not in CHANGES or not isinstance(instance, Group):
        return
    portal = PortalPage.objects.first()
    if portal is None:
        return
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    permissions = GroupPagePermission.objects.filter(group=instance, page=portal, permission=change)
    drafts = instance.permissions.filter(
        content_type__app_label="editorial", codename="draft"
    ).exists()
    if drafts and not permissions.exists():
        GroupPagePermission.objects.create(group=instance, page=portal, permission=change)
    elif not drafts:
        permissions.delete()


m2m_changed.connect(
    open_editor, sender=Group.permissions.through, dispatch_uid="huiyin.editorial.access"
)
