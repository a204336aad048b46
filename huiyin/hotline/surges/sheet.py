"""苗头: its fields."""

from huiyin.casework.sheets import Section, Sheet
from huiyin.hotline.models import Surge

SHEET = Sheet(Surge, Section("苗头", "week", "place", "category"), dated_by="week")
