"""编制: which week."""

from huiyin.casework.record_forms import forms_of

from .sheet import SHEET

CompileForm, _ = forms_of(SHEET)
