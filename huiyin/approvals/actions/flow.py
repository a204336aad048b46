"""What all moves of an application share: its workflow, the rights, common guards."""

from datetime import date
from typing import Annotated

from huiyin.approvals import subject  # noqa: F401 - declares the kind
from huiyin.approvals.models import LicenceApplication
from huiyin.casework import numbering
from huiyin.casework.forms import TextField
from huiyin.casework.workflow import Workflow
from huiyin.subjects import actions as subjects

State = LicenceApplication.State
VIEW = "approvals.view_applications"
RECEIVE, HANDLE = "approvals.receive_application", "approvals.handle_application"
DECIDE, VOID = "approvals.decide_application", "approvals.void_application"
UNDECIDED = {State.RECEIVED, State.CORRECTING, State.ACCEPTED, State.PROPOSED}
NUMBERS = numbering.declare("XK", "approvals", 5)
workflow = Workflow(LicenceApplication, began=subjects.begin)
REMEDY = "可以自收到本决定之日起六十日内依法申请行政复议，或者六个月内依法提起行政诉讼"
Grounds = Annotated[str, TextField("理由和依据", 500)]
Remedy = Annotated[str, TextField("告知的救济途径", 300, initial=REMEDY)]


def not_silent(application: LicenceApplication, day: date) -> str:
    """第三十二条: after five days of silence it has been accepted by law."""
    if not application.is_silent(day):
        return ""
    return "受理期限已过，申请自收到材料之日起视为受理，请“受理”"


def clock_runs(application: LicenceApplication, day: date) -> str:
    if not application.stands_on(day):
        return ""
    return f"计时暂停至 {application.paused_until}，程序结束后请先“恢复计时”"
