"""行政执法人员名录."""

from huiyin.casework.forms import MoveForm
from huiyin.casework.record_forms import forms_of

from . import actions
from .sheet import SHEET

RegisterForm, AmendOfficerForm = forms_of(SHEET, check=actions.check)


class ApproveForm(MoveForm):
    """核准公开: nothing is typed; what waits is read."""

    above_fields = "registers/desk/_proposal.html"
