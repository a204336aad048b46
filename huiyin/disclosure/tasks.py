"""Entry points for the schedule."""

from django.utils import timezone

from huiyin.search.learning import learn

from .tree import attached, due, tally
from .tree.models import ColumnPage, ColumnType


def read_attachments() -> str:
    """Make the texts of public attachments searchable."""
    return f"{attached.read_waiting()} files"


def learn_terms() -> str:
    """Suggestions and meanings of search follow what is public."""
    titles = ColumnPage.objects.live().values_list("title", flat=True)
    return f"{learn([*ColumnType.values, *titles], at=timezone.localdate())} terms"


def recount() -> str:
    """The kept numbers of documents are held against a count, and mended; last days are filled in."""
    return f"{tally.mend()} corrected, {due.fill()} given a last day"
