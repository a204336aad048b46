"""核定失信等级: what kind and amount propose, a person confirms."""

from datetime import datetime
from typing import Annotated

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import ChoiceField
from huiyin.penalties.models import Penalty
from huiyin.penalties.rows import Seriousness
from huiyin.penalties.rules import DECIDE

from .handling import DECIDED, workflow


@workflow.move(
    "核定失信等级", sources=DECIDED, rule=DECIDE, basis="信用修复管理办法（国家发展改革委令第36号）"
)
def grade_credit(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    seriousness: Annotated[str, ChoiceField("失信等级", Seriousness.choices, radio=True)],
    reason: Reason,
) -> None:
    """核定失信等级: from it follow the shortest and the longest time on the credit platform."""
    penalty.seriousness, penalty.seriousness_reason = seriousness, reason
