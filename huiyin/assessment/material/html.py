"""自评材料 as one HTML file that fetches nothing."""

from django.template.loader import render_to_string

from .content import Material


def to_html(said: Material) -> bytes:
    return render_to_string("assessment/material.html", {"said": said}).encode()
