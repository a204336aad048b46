"""What a person fills in for the moves of a licence."""

from huiyin.casework.record_forms import forms_of

from . import actions
from .sheet import SHEET

RegisterForm, AmendLicenceForm = forms_of(SHEET, check=actions.check)
