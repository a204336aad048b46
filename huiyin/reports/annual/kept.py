"""The file of a report: what was frozen and sent to be published; before that, what it is today."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from huiyin.files import keeping
from huiyin.reports.models import AnnualReport
from huiyin.web.addresses import absolute

from . import data, files
from .composing import compose


def content(report: AnnualReport, form: str, *, at: datetime) -> bytes:
    """The report in that form, one of `files.TYPES`.

    Raises:
        FileNotFoundError: of a frozen report there is no such file; the message says so.
    """
    if report.data is None:
        annual = compose(report.agency, report.year, today=timezone.localdate(at))
        return files.write(annual, form, at=at)
    if form == "json":
        return data.written(report.data)
    return _page(report) if form == "html" else _attached(report, form)


def _page(report: AnnualReport) -> bytes:
    """The text of its document, as a file that stands alone."""
    document = report.published.document if report.published else None
    if document is None:
        raise FileNotFoundError("定稿的文稿已经不在，请在工作台重新起草")
    about = {"title": report.title, "text": document.body, "base": absolute()}
    return render_to_string("reports/file.html", about).encode()


def _attached(report: AnnualReport, form: str) -> bytes:
    document = report.published.document if report.published else None
    attached = document.attachments.select_related("file") if document else ()
    for one in attached:
        if one.file and one.file.media_type == files.TYPES[form]:
            return keeping.content_of(one.file)
    raise FileNotFoundError(f"定稿的报告没有 {form} 文件")
