"""Entry points for the schedule."""

from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.jobs.rows import Walk

from .actions import sync_groups as sync


def sync_groups() -> str:
    """Posts that begin or end today take effect in the CMS too."""
    today = timezone.localdate()
    walk = Walk("huiyin.organisations.tasks.sync_groups", timezone.now())
    users = User.objects.filter(memberships__isnull=False).distinct()
    walk.each(users, lambda user: sync(user, today))
    walk.forget()
    return f"{walk.done} accounts"
