"""回访 by telephone: the move as a sheet to be read aloud."""

from typing import Any

from huiyin.casework.forms import MoveForm
from huiyin.hotline.models import ServiceRequest


class VisitForm(MoveForm):
    """What to say, above what was said; earlier tries stand beside it."""

    above_fields = "hotline/desk/_aloud.html"

    def earlier(self) -> Any:
        """The tries since the answer."""
        if not isinstance(self.matter, ServiceRequest):
            return ()
        return self.matter.visits.filter(round_number=self.matter.round_number)


class AgainForm(MoveForm):
    """重办: goes to the unit that answered, unless another is chosen."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, ServiceRequest):
            self.initial.setdefault("unit", self.matter.unit_id)
