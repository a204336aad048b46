"""Entry points for the schedule."""

from django.core.management import call_command


def publish_scheduled() -> None:
    """Release and expire pages whose time has come (Wagtail's own schedule)."""
    call_command("publish_scheduled", verbosity=0)
