"""What is wished for a request, or drafted for it, and has come to nothing yet."""

from collections.abc import Mapping
from typing import Any

from huiyin.hotline.models import ServiceRequest

Wish = Mapping[str, Any]
EXTENSION: Wish = {"wanted_days": None, "wanted_reason": "", "wanted_by": ""}
PAUSE: Wish = dict.fromkeys(("pause_cause", "pause_reason", "pause_by"), "")
DRAFT: Wish = dict.fromkeys(
    ("draft_text", "end_reason", "convert_to", "deferral_reason", "deferral_plan"), ""
)


def forget(request: ServiceRequest, *wishes: Wish) -> None:
    """As if nobody had wished it."""
    for wish in wishes:
        for name, value in wish.items():
            setattr(request, name, value)
