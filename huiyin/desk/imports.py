"""导入: ledgers of the office and saved pages of the old portal, each with what became of it."""

import tempfile
from collections import Counter
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.audit.actors import Actor
from huiyin.casework.forms import PlainErrors
from huiyin.casework.gate import DeskRequest, staff
from huiyin.database.patience import unhurried
from huiyin.ingest import batches, ledgers
from huiyin.ingest.migrating import PERMISSION
from huiyin.ingest.models import Batch, BatchQuerySet
from huiyin.ingest.pages import store
from huiyin.organisations.models import Organisation
from huiyin.web.http import attachment

from . import refused
from .exports import TYPES
from .migration import open_to

IMPORT_PAGES = "disclosure.import_pages"
PAGES = "pages"
SHOWN = 200
PAGE_FILES = ("html", "htm", "shtml", "txt", "zip")
LEDGER_FILES = ("xlsx", "xls", "csv")
SESSION = "refused-rows"


class UploadForm(PlainErrors, forms.Form):
    """What to read, for which agency, and how strictly."""

    agency = forms.ModelChoiceField(
        label="机关", queryset=Organisation.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label="类别")
    file = forms.FileField(label="文件", max_length=200)
    given = forms.CharField(
        label="补填（可以不填）", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="表里没有、但整张表都一样的列，每行写一列，如 许可类别=核准；只对台账有效",
    )  # fmt: skip
    strict = forms.BooleanField(
        label="有一行不合格就全部不导入", required=False, help_text="只对台账有效"
    )

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ModelChoiceField)  # noqa: S101 - declared above
        self.actor = actor
        agency.queryset = _agencies(actor, *(kind for kind, _ in kinds(actor)))
        agency.initial = agency.queryset.first()
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - declared above
        kind.choices = kinds(actor)
        self.say_what_to_do()
        self.fields["file"].error_messages.update(
            required="请选择文件",
            empty="文件是空的，请换一个",
            max_length="文件名太长，请改短后再传",
        )

    def clean_given(self) -> dict[str, str]:
        """Name of a column → its value for the whole file."""
        lines = [
            line.strip().replace("＝", "=") for line in self.cleaned_data["given"].splitlines()
        ]
        pairs = [line.partition("=") for line in lines if line]
        if wrong := next((name for name, mark, value in pairs if not (mark and value.strip())), ""):
            raise forms.ValidationError(f"“{wrong}”后面没有写值，请写成 列名=值")
        return {name.strip(): value.strip() for name, _, value in pairs}

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                f"文件超过 {settings.MAX_UPLOAD_MEGABYTES} MB，请拆成几个再传"
            )
        return file

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        file, kind, agency = values.get("file"), values.get("kind"), values.get("agency")
        if kind and agency and not _agencies(self.actor, kind).contains(agency):
            label = dict(kinds(self.actor))[kind]
            self.add_error("kind", f"您不能为{agency}导入{label}，请另选机关或者类别")
        if file is not None and kind:
            known = PAGE_FILES if kind == PAGES else LEDGER_FILES
            if PurePath(file.name).suffix.lstrip(".").lower() not in known:
                self.add_error("file", f"这一类只能导入 {'、'.join(known)} 文件")
        return values


def kinds(actor: Actor) -> list[tuple[str, str]]:
    """What this actor may import, for some agency."""
    kinds = [(ledger.key, ledger.label) for ledger in ledgers.every()]
    kinds.append((PAGES, "旧站网页（网页文件或 zip）"))
    return [(kind, label) for kind, label in kinds if places(actor, kind) != frozenset()]


def places(actor: Actor, kind: str) -> frozenset[int] | None:
    """The agencies for which this actor may import this; None: for all."""
    if kind == PAGES:
        return actor.agencies_with(IMPORT_PAGES)
    ledger = ledgers.find(kind)
    return ledger.workflow.places(ledger.start, actor)


def _agencies(actor: Actor, *wanted: str) -> Any:
    """Those for which this actor may import one of these kinds."""
    places_of = [places(actor, kind) for kind in wanted]
    agencies = Organisation.objects.agencies()
    if None in places_of:
        return agencies
    return agencies.filter(pk__in=frozenset[int]().union(*filter(None, places_of)))


def may_import(actor: Actor) -> bool:
    return bool(kinds(actor))


@staff
@require_http_methods(["GET", "POST"])
def upload(request: DeskRequest) -> HttpResponse:
    """导入."""
    if not may_import(request.actor):
        raise PermissionDenied("您的岗位不能导入。")
    form = UploadForm(request.actor, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["kind"] == PAGES:
            return _pages(request, form)
        answer = _ledger(request, form)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "templates": [pair for pair in kinds(request.actor) if pair[0] != PAGES],
        "batches": _batches(request.actor)[:10],
        "broken_off": batches.descriptions(_batches(request.actor).broken_off()[:10]),
        "most": settings.MAX_UPLOAD_MEGABYTES,
        "migrations": open_to(request.actor),
        "may_migrate": request.actor.may_somewhere(PERMISSION),
    }
    return render(request, "desk/import.html", context, status=422 if form.errors else 200)


@unhurried()
def _ledger(request: DeskRequest, form: UploadForm) -> HttpResponse | None:
    """The result page; None when the file as a whole was refused (the form says why)."""
    values = form.cleaned_data
    try:
        result = ledgers.import_file(
            values["kind"],
            values["file"],
            agency=values["agency"],
            actor=request.actor,
            at=timezone.now(),
            name=values["file"].name,
            strict=values["strict"],
            given=values["given"],
        )
    except ledgers.LedgerFileError as error:
        form.add_error("file", str(error))
        return None
    context = {
        "name": values["file"].name,
        "kind": dict(kinds(request.actor))[values["kind"]],
        "list": values["kind"],
        "result": result,
        "shown": result.rejected[:SHOWN],
        "token": _keep(request, result) if result.rejected else "",
    }
    return render(request, "desk/imported.html", context)


@unhurried()
def _pages(request: DeskRequest, form: UploadForm) -> HttpResponse:
    """Saved pages: read from a private folder that is gone afterwards."""
    file = form.cleaned_data["file"]
    with tempfile.TemporaryDirectory(prefix="huiyin-pages-") as folder:
        path = Path(folder) / _short(file.name)
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        importer = store.Importer(form.cleaned_data["agency"], request.actor, timezone.now())
        results = list(importer.run([path]))
    counts = Counter(result.status for result in results)
    labels = {"created": "新建", "updated": "更新", "unchanged": "未变", "rejected": "未导入"}
    context = {
        "name": file.name,
        "tally": [(label, counts[status]) for status, label in labels.items()],
        "results": [(result, labels.get(result.status, result.status)) for result in results],
    }
    return render(request, "desk/imported_pages.html", context)


def _short(name: str) -> str:
    """A name that every file system takes: 255 bytes are 85 Chinese characters."""
    known = PurePath(name)
    return known.stem.encode()[:200].decode(errors="ignore") + known.suffix.lower()


@staff
@require_GET
def template(request: DeskRequest, kind: str) -> HttpResponse:
    """The empty table of a kind, with the rule of each column."""
    if kind not in dict(kinds(request.actor)) or kind == PAGES:
        raise Http404
    agency = _agencies(request.actor, kind).first()
    stream = BytesIO()
    ledgers.write_template(kind, stream, agency.pk if agency else 0)
    name = f"{ledgers.find(kind).label}模板.xlsx"
    return attachment(stream.getvalue(), name, TYPES["xlsx"])


@staff
@require_GET
def refused_rows(request: DeskRequest, token: str) -> HttpResponse:
    """The refused rows of one's own import, for a day: they may hold personal data."""
    content = refused.content_of(token) if token in request.session.get(SESSION, []) else None
    if content is None:
        raise Http404
    return attachment(content, "退回的行.xlsx", TYPES["xlsx"])


def _keep(request: DeskRequest, result: ledgers.Result) -> str:
    """The token of the refused rows, which only this session knows."""
    token = refused.keep(result)
    request.session[SESSION] = [*request.session.get(SESSION, []), token][-20:]
    return token


def _batches(actor: Actor) -> BatchQuerySet:
    """The last ones of each kind in the agencies for which this actor may import it."""
    seen = Q(pk__in=())
    for kind, _ in kinds(actor):
        seen |= Q(kind=kind, agency__in=_agencies(actor, kind))
    return Batch.objects.filter(seen).select_related("agency")
