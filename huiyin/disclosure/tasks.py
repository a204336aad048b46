"""Entry points for the schedule."""

from django.core.management import call_command
from django.utils import timezone

from huiyin.search.learning import learn

from . import attached, tally
from .models import ColumnPage, ColumnType


def publish_scheduled() -> None:
    """Release and expire pages whose time has come (Wagtail's own schedule)."""
    call_command("publish_scheduled", verbosity=0)


def read_attachments() -> str:
    """Make the texts of public attachments searchable."""
    return f"{attached.read_waiting()} files"


def learn_terms() -> str:
    """Suggestions and meanings of search follow what is public."""
    titles = ColumnPage.objects.live().values_list("title", flat=True)
    return f"{learn([*ColumnType.values, *titles], at=timezone.localdate())} terms"


def recount() -> str:
    """The kept numbers of documents are held against a count, and mended."""
    return f"{tally.mend()} corrected"
