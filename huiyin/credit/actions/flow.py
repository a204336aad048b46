"""What all moves of a repair share: its workflow, its words, what decides that needs two rights."""

from typing import Annotated, Any

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.forms import TextField
from huiyin.casework.rights import Another
from huiyin.casework.workflow import Workflow
from huiyin.credit.models import Repair
from huiyin.penalties.rules import PUBLISH, WITHDRAW

State = Repair.State
NUMBERS = numbering.declare("XF", "credit.repair", 5)
workflow = Workflow(Repair)
LAW = "信用修复管理办法（国家发展改革委令第36号）"
REMEDY = "可以自收到之日起六十日内依法申请行政复议，或者六个月内依法提起行政诉讼。"
Grounds = Annotated[str, TextField("理由和依据", 500)]
Remedy = Annotated[str, TextField("告知的救济途径", 300, initial=REMEDY)]


class Deciding(Another):
    """Of another person than the handler; what it does to the penalty asks for a right there."""

    def __call__(self, actor: Actor, about: Any) -> bool:
        return super().__call__(actor, about) and actor.may(WITHDRAW, about.agency_id)


class Revoking(Another):
    """As deciding; the penalty is put up again."""

    def __call__(self, actor: Actor, about: Any) -> bool:
        return super().__call__(actor, about) and actor.may(PUBLISH, about.agency_id)
