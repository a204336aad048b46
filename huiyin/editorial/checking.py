"""检查结果: what the check engine finds in a text, and what a reviewer let stand."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from huiyin.disclosure.models import DocumentPage
from huiyin.proofreading import findings

from . import suggestions
from .models import Manuscript, Override

ERROR = "error"


@dataclass(frozen=True)
class DraftFinding:
    """One finding beside the text; `override` is who let it stand, if somebody did."""

    finding: Any
    override: Override | None

    @property
    def key(self) -> str:
        return str(self.finding.key)

    @property
    def is_error(self) -> bool:
        return str(self.finding.severity.value) == ERROR

    @property
    def blocks(self) -> bool:
        return self.is_error and self.override is None

    @property
    def can_take_over(self) -> bool:
        return suggestions.can_take_over(self.finding)


def draft_of(manuscript: Manuscript) -> DocumentPage:
    """The document as its newest revision says."""
    page: DocumentPage = manuscript.page.get_latest_revision_as_object()
    if page.first_published_at is None:
        page.published_at = timezone.now()  # its dates are judged as if it went out today
    return page


def findings_in(manuscript: Manuscript, page: DocumentPage | None = None) -> list[DraftFinding]:
    """The findings in the draft, errors first."""
    overrides = {item.key: item for item in manuscript.overrides.filter(round=manuscript.round)}
    rows = [
        DraftFinding(finding, overrides.get(str(finding.key)))
        for finding in findings.of_page(page or draft_of(manuscript))
    ]
    return sorted(rows, key=lambda finding: not finding.is_error)


def blocking(manuscript: Manuscript) -> list[DraftFinding]:
    """Errors that nobody let stand: they keep the text from being released."""
    return [one for one in findings_in(manuscript) if one.blocks]
