"""行政检查台账: one row an inspection, planned or made."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.common import uscc
from huiyin.organisations.models import Organisation

from . import actions, caps
from .choices import Business, Way
from .models import Inspection
from .rules import PLAN
from .sheet import SHEET


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What shorter tables leave out."""
    values["way"] = values.get("way") or Way.ON_SITE
    if not values.get("holder_kind"):
        is_trader = uscc.is_sole_trader(values.get("holder_uscc") or "")
        values["holder_kind"] = Business.SOLE_TRADER if is_trader else Business.ORGANISATION


def checker() -> Callable[[Inspection, date], None]:
    """The earlier rows of a table take places under the cap from the later ones."""
    earlier: dict[caps.Place, list[Inspection]] = defaultdict(list)

    def check(inspection: Inspection, today: date) -> None:
        place = caps.place_of(inspection)
        actions.check(inspection, today, beside=earlier[place] if place else ())
        if place:
            earlier[place].append(inspection)

    return check


LEDGER = declare(
    Ledger(
        key="inspections",
        label="行政检查台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=checker,
        personal_permission=PLAN,
        completer=lambda: complete,
    )
)
