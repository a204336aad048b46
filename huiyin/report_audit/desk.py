"""年报核查: files are read, tried and forgotten; the answer is the page, or the table to take along."""

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huiyin.casework.gate import DeskRequest
from huiyin.web import downloads

from .apps import CHECK
from .forms import MOST, ReportsForm
from .overview import Overview, examine

TABLES = {"overview": Overview.table, "details": Overview.details}
"""What a button asks for instead of the page."""


@require_http_methods(["GET", "POST"])
def check(request: DeskRequest) -> HttpResponseBase:
    """年报核查."""
    if not request.actor.may_somewhere(CHECK):
        raise PermissionDenied("您的岗位不能核查年度报告。")
    form, overview = ReportsForm(), None
    if request.method == "POST":
        form = ReportsForm(request.POST, request.FILES)
    if form.is_valid():
        overview = examine(
            [(file.name or "", _content(file)) for file in form.cleaned_data["reports"]]
        )
        table = TABLES.get(request.POST.get("as", ""))
        if table is not None:
            return downloads.answer(table(overview), "xlsx")
    context: dict[str, object] = {"form": form, "overview": overview, "most": MOST}
    return _page(request, context, is_refused=bool(form.errors))


def _content(file: UploadedFile) -> bytes:
    content: bytes = file.read()
    return content


def _page(request: DeskRequest, context: dict[str, object], *, is_refused: bool) -> HttpResponse:
    return render(request, "report_audit/check.html", context, status=422 if is_refused else 200)
