"""对接平台: its fields."""

from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.hotline.models import Platform

SHEET = Sheet(
    Platform,
    Field("reference", help="如：市12345热线平台"),
    Section(
        "对接",
        Field("channel", help="它发来的每一件都记为这个渠道"),
        "tells_code",
        "entered_on",
    ),
    dated_by="entered_on",
)
