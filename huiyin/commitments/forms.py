"""What a person fills in for a commitment."""

from huiyin.casework.record_forms import forms_of

from . import actions
from .sheet import SHEET

RegisterForm, AmendForm = forms_of(SHEET, check=actions.check)
