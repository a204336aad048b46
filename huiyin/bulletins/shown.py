"""A bulletin's document on the portal carries its rows, read from the records at that moment."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.page import parts
from huiyin.web.kept.page_cache import remembered

from . import rows
from .models import Bulletin
from .rows import Standing


@remembered
def documents() -> frozenset[int]:
    """The documents that are bulletins: all others ask nothing more."""
    keys = Bulletin.objects.filter(document__isnull=False).values_list("document", flat=True)
    return frozenset(keys)


def part(page: DocumentPage) -> SafeString:
    """The rows of the bulletin that this document is; empty for other documents."""
    if page.pk not in documents():
        return SafeString()
    bulletin = Bulletin.objects.select_related("agency").get(document=page)
    lines = rows.lines(bulletin, timezone.localdate())
    context = {
        "bulletin": bulletin,
        "lines": [line for line in lines if line.is_shown],
        "waiting": sum(line.standing == Standing.WAITING for line in lines),
        "base": f"/bulletins/{bulletin.pk}",
    }
    return render_to_string("bulletins/portal/rows.html", context)


parts.declare(part)
