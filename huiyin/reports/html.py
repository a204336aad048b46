"""Reports as HTML: a fragment for screens and for publication, a whole page for a file."""

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .text import Cited, Paragraph, Report


def paragraph(runs: Paragraph) -> SafeString:
    """One paragraph; each figure is a link to its definition and records."""
    return format_html("<p>{}</p>", format_html_join("", "{}", ((_run(run),) for run in runs)))


def _run(run: str | Cited) -> str | SafeString:
    if isinstance(run, str):
        return run
    return format_html('<a href="{}" title="{}">{}</a>', run.address, run.definition, run.shown)


def fragment(report: Report) -> str:
    """The text without the title: what goes into a document's body."""
    return render_to_string(
        "reports/_text.html",
        {"report": report, "sections": sections(report), "opening": paragraph(report.opening)},
    )


def sections(report: Report) -> list[tuple[str, int, list[SafeString]]]:
    return [
        (section.heading, section.level, [paragraph(runs) for runs in section.paragraphs])
        for section in report.sections
    ]


def page(report: Report, base: str) -> str:
    """A file that stands alone; its links lead to the site at `base`."""
    return render_to_string(
        "reports/file.html", {"report": report, "text": fragment(report), "base": base}
    )
