"""Entry points for the schedule."""

from django.db import transaction
from django.utils import timezone

from huiyin.accounts.models import User

from .actions import sync_groups as sync


def sync_groups() -> str:
    """Posts that begin or end today take effect in the CMS too."""
    users = User.objects.filter(memberships__isnull=False).distinct()
    for user in users:
        with transaction.atomic():
            sync(user, timezone.localdate())
    return f"{len(users)} accounts"
