"""The ledgers of the registers."""

from .budgets.ledger import LEDGER as BUDGETS
from .officers.ledger import LEDGER as OFFICERS
from .powers.ledger import LEDGER as POWERS

__all__ = ["BUDGETS", "OFFICERS", "POWERS"]
