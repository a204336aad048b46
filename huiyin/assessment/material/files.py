"""自评材料 in each format, and as one zip with all evidence."""

from collections.abc import Callable
from datetime import datetime

from huiyin.files import packing, typeset

from . import data, html, word
from .content import Material
from .package import Written, evidence

TYPES = {
    "docx": word.MEDIA_TYPE,
    "pdf": typeset.MEDIA_TYPE,
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "zip": packing.MEDIA_TYPE,
}


def write(said: Material, form: str, *, at: datetime) -> Written:
    """The file in that form, one of TYPES; a zip holds it in each other form, and its evidence."""
    makers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: word.to_docx(said),
        "pdf": lambda: word.to_pdf(said, at=at),
        "html": lambda: html.to_html(said),
        "json": lambda: data.to_json(said),
    }
    if form in makers:
        return Written(makers[form]())
    files, missing = evidence(said)
    printed = {f"{said.title}.{one}": make() for one, make in makers.items()}
    return Written(packing.packed({**printed, **files}), tuple(missing))
