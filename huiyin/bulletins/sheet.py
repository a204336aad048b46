"""The fields of a bulletin."""

from huiyin.casework.sheets import Field, Section, Sheet

from .models import Bulletin

SHEET = Sheet(
    Bulletin,
    Section("周公示", Field("begins_on"), "ends_on", "due_on", "sent_on", "published_on"),
    dated_by="begins_on",
)
