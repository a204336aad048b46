"""Entry points for the schedule."""

from django.core.management import call_command

from . import attached


def publish_scheduled() -> None:
    """Release and expire pages whose time has come (Wagtail's own schedule)."""
    call_command("publish_scheduled", verbosity=0)


def read_attachments() -> str:
    """Make the texts of public attachments searchable."""
    return f"{attached.read_waiting()} files"
