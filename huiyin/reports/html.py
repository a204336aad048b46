"""Reports as HTML: a fragment for screens and for publication, a whole page for a file."""

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .text import Lost, Noted, Paragraph, Report, Run


def paragraph(content: Paragraph, *, at_desk: bool = False) -> SafeString:
    """One paragraph; each figure is a link to its definition and records.

    Links to pages of the desk are only written if `at_desk` is set.
    """
    runs = ((_run(run, at_desk),) for run in content.runs)
    return format_html("<p>{}</p>", format_html_join("", "{}", runs))


def _run(run: Run, at_desk: bool) -> str | SafeString:
    if isinstance(run, str):
        return run
    if isinstance(run, Lost):
        return format_html("<strong>{}</strong>", run.shown)
    if isinstance(run, Noted):
        is_link = at_desk and run.address
        return format_html('<a href="{}">{}</a>', run.address, run.shown) if is_link else run.shown
    return format_html('<a href="{}" title="{}">{}</a>', run.address, run.definition, run.shown)


def fragment(report: Report) -> str:
    """The text without the title, for the body of a document."""
    return render_to_string(
        "reports/_text.html",
        {
            "report": report,
            "opening": [paragraph(one) for one in report.opening],
            "sections": [
                (
                    section.heading,
                    section.level,
                    [paragraph(item) for item in section.paragraphs],
                    section.grid,
                )
                for section in report.sections
            ],
        },
    )


def page(report: Report, base: str) -> str:
    """A file that stands alone; its links lead to the site at `base`."""
    about = {"report": report, "title": report.title, "text": fragment(report), "base": base}
    return render_to_string("reports/file.html", about)
