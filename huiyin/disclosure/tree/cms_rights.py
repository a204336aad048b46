"""What Wagtail may offer on a page of the portal: writing in a document, and its versions."""

from typing import Any

from wagtail.models import PagePermissionTester

from huiyin.organisations.models import Organisation

AGENCY_DEPTH, STEP = 3, 4
"""Where in the path of a page that of its agency ends: levels, and characters a level."""


class WritingOnly(PagePermissionTester):
    """No superuser's exceptions: what is refused at `cms_door` is not offered in menus and lists."""

    def can_edit(self) -> bool:
        return bool(self.page.specific_class.is_written_in_the_cms and super().can_edit())

    def _never(self, *arguments: Any, **options: Any) -> bool:
        return False

    can_add_subpage = can_delete = can_unpublish = can_publish = _never
    can_submit_for_moderation = can_set_view_restrictions = can_unschedule = _never
    can_lock = can_unlock = can_publish_subpage = can_reorder_children = _never
    can_move = can_copy = can_move_to = can_copy_to = _never


class OfThePortal:
    """A page of the portal: made, named, moved and removed by actions, not in the CMS."""

    is_written_in_the_cms = False
    path: str

    @property
    def agency(self) -> Organisation | None:
        """Whose page it is or lies below: its auditors read what becomes of it."""
        agency: Organisation | None = Organisation.objects.filter(
            page__path=self.path[: AGENCY_DEPTH * STEP]
        ).first()
        return agency

    def permissions_for_user(self, user: Any) -> WritingOnly:
        return WritingOnly(user, self)
