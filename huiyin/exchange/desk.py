"""信用信息报送 on the desk: batches, what is to be sent next, what came back."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.casework.forms import MoveForm
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.rooms import Room, Todo, by_choice, declare, of_states
from huiyin.files import keeping
from huiyin.files.limit import dropped, too_large
from huiyin.ingest.tables.sheets import LedgerFileError
from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation
from huiyin.publicity import kinds
from huiyin.submissions import once
from huiyin.web.downloads import TYPES
from huiyin.web.http import attachment

from . import actions, packing, receipts, screening
from .models import Batch, Generation, Row, Shortfall
from .returned import waiting
from .sheet import SHEET

State = Batch.State
STEPS = {State.PACKED: "上传到信用平台", State.SENT: "登记平台回执"}
MOST = 50


class ReceiptForm(MoveForm):
    """The platform's table of answers."""

    file = forms.FileField(
        label="平台回执表",
        help_text="平台给出的 .xlsx、.xls 或 .csv，要有“文书号”和“回执结果”两列",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def clean_file(self) -> Any:
        upload, words = self.cleaned_data["file"], receipts.Words.on(timezone.localdate())
        try:
            return receipts.read(upload.read(), upload.name, words)
        except LedgerFileError as error:
            raise ValidationError(str(error)) from error

    def details(self) -> dict[str, Any]:
        return {"table": self.cleaned_data["file"]}


NOT_TO_BE_SENT = "信用信息报送由信用专管员办理。"


def contents_for(actor: Actor) -> list[str]:
    """The kinds whose records this person may see."""
    known = ((content, rooms.find(content)) for content in kinds.all_keys())
    return [content for content, room in known if room is not None and room.may_enter(actor)]


def _own(records: Any, actor: Actor) -> Any:
    if actor.everywhere:
        return records
    return records.filter(content__in=contents_for(actor))


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """Records that somebody has to mend before they can be sent."""
    contents = contents_for(actor)
    agencies = list(ROOM.agencies_of(actor))
    short = _shortfalls(agencies, contents).count()
    back = waiting(agencies, contents).count()
    address = "/desk/exchange-next/"
    alarms = [
        ("未达数据标准、没有报送的记录", address, short),
        ("被信用平台退回、要修改的记录", address, back),
    ]
    return [alarm for alarm in alarms if alarm[2]]


def _shortfalls(agencies: list[Organisation], contents: list[str]) -> Any:
    labels = [screening.model_of(content)._meta.label_lower for content in contents]
    return Shortfall.objects.filter(agency__in=agencies, about_kind__in=labels, mended_on=None)


def _links(batch: Batch, actor: Actor) -> list[tuple[str, str]]:
    if not actor.may(actions.SEND, batch.agency_id) or not batch.has_file:
        return []
    address = f"/desk/exchange/{batch.pk}/file/"
    tables = [
        (f"下载{packing.TABLES[name]}（.{batch.form}）", f"{address}{name}/")
        for name in packing.tables_of(batch)
    ]
    return [*tables, ("下载报送文件（.zip）", address)]


ROOM = declare(
    Room(
        key="exchange",
        label="信用信息报送",
        unit="批",
        sheet=SHEET,
        permissions=(actions.VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference", "content", "made_on", "sent_rows", "withdrawn_rows", "due_on", "state"
        ),
        filters=(
            by_choice("content", "报送内容", kinds.keyed),
            by_choice("generation", "数据标准", Generation.choices),
        ),
        search=("reference", "platform_number", "last_receipt"),
        related=("agency", "file"),
        todo=Todo(
            open=lambda records: records.filter(state__in=Batch.OPEN),
            is_open=lambda batch: batch.state in Batch.OPEN,
            open_states=Batch.OPEN,
            due="due_on",
            step=lambda batch: STEPS[batch.state],
            mine=of_states({actions.SEND: Batch.OPEN}),
            steps={
                State.PACKED: frozenset({"upload", "void"}),
                State.SENT: frozenset({"take_in", "answer"}),
            },
            heads=(actions.KEEP,),
        ),
        forms={"take_in": ReceiptForm},
        likely=("upload", "take_in", "answer", "resend", "recheck"),
        links=_links,
        extra="exchange/desk/rows.html",
        alarms=_alarms,
        narrowed=_own,
    )
)


@require_GET
def file(request: DeskRequest, pk: int, table: str = "") -> HttpResponse:
    """The package as it was frozen, or one of its tables, with whole numbers of persons.

    Each look is an entry.
    """
    batch = matter_or_404(request, enter(request, ROOM.key), pk)
    if not request.actor.may(actions.SEND, batch.agency_id):
        raise PermissionDenied("报送文件含个人信息，由信用专管员下载。")
    if not batch.has_file:
        raise Http404("报送文件已按保存期限清除，批次里留有摘要和条数")
    if table and table not in packing.tables_of(batch):
        raise Http404("报送文件里没有这个表")
    with transaction.atomic():
        log.record(
            request.actor, "exchange.file.read", batch, at=timezone.now(), digest=batch.digest
        )
    content = keeping.content_of(batch.file)
    if table:
        made = packing.table(content, table)
        return attachment(made.content, made.name, TYPES[batch.form])
    return attachment(content, batch.file.name, packing.MEDIA_TYPE)


class Part(NamedTuple):
    """One kind of record: what is to be sent, what must be mended."""

    content: str
    label: str
    unit: str
    waiting: Batch | None
    due: int
    shortfalls: list[Shortfall]
    more_shortfalls: int
    returned: list[Row]
    more_returned: int
    lacks_rule: bool


@require_http_methods(["GET", "POST"])
def upcoming(request: DeskRequest) -> HttpResponse:
    """/desk/exchange-next/: what the next batch would hold, what was left out and what came back."""
    if not request.actor.may_somewhere(actions.VIEW):
        raise PermissionDenied("您的岗位不能查看信用信息报送。")
    choice = choose(request, ROOM.agencies_of(request.actor))
    if request.method == "POST":
        if not request.actor.may(actions.SEND, choice.agency.pk):
            raise PermissionDenied(NOT_TO_BE_SENT)
        if request.POST.get("what") == "receipts":
            form = _receipts(request)
            if not form.is_valid():
                return _next_page(request, choice, form)
            act = partial(_take_in, request, choice, form)
        else:
            form, act = ReceiptForm(), partial(_make, request, choice)
        try:
            return once.answer(request, act, by_key_alone=True)
        except ValidationError as error:
            form.add_error(None, error)
            return _next_page(request, choice, form)
    return _next_page(request, choice, ReceiptForm())


def _next_page(request: DeskRequest, choice: Choice, form: ReceiptForm) -> HttpResponse:
    parts = [_part(choice.agency, content) for content in contents_for(request.actor)]
    context = {
        "choice": choice,
        "parts": parts,
        "most": MOST,
        "may_send": request.actor.may(actions.SEND, choice.agency.pk),
        "form": form,
        "unanswered": Batch.objects.filter(agency=choice.agency, state=State.SENT).count(),
    }
    status = 422 if form.errors else 200
    return render(request, "exchange/desk/upcoming.html", context, status=status)


def _receipts(request: DeskRequest) -> ReceiptForm:
    form = ReceiptForm(request.POST, request.FILES)
    if dropped(request) & form.fields.keys():  # too large: it never came as far as here
        form.fields["file"].error_messages["required"] = too_large()
    return form


def _take_in(request: DeskRequest, choice: Choice, form: ReceiptForm) -> HttpResponse:
    answered = actions.take_in_all(
        choice.agency, **form.details(), actor=request.actor, at=timezone.now()
    )
    for batch in answered:
        messages.success(request, f"{batch}：{batch.last_receipt}")
    return redirect(f"/desk/exchange-next/{choice.query()}")


def _make(request: DeskRequest, choice: Choice) -> HttpResponse:
    back = redirect(f"/desk/exchange-next/{choice.query()}")
    content = request.POST.get("content", "")
    if content not in contents_for(request.actor):
        raise Http404  # not among what this page offers
    try:
        batch = actions.prepare(choice.agency, content, actor=request.actor, at=timezone.now())
    except (ValidationError, LookupError) as error:
        said = error.messages if isinstance(error, ValidationError) else [str(error)]
        messages.error(request, "；".join(said))
        return back
    if batch is None:
        messages.info(request, "没有达到数据标准、需要报送的记录，没有生成批次")
        return back
    messages.success(request, f"已生成 {batch}，{batch.comparison}")
    return redirect(batch.get_absolute_url())


def _part(agency: Organisation, content: str) -> Part:
    room = rooms.find(content)
    assert room is not None  # noqa: S101 - of contents_for
    short, back = _shortfalls([agency], [content]), waiting([agency], [content])
    shortfalls, returned = list(short[: MOST + 1]), list(back[: MOST + 1])
    try:
        count = screening.count(agency, content, timezone.now())
        due, lacks_rule = max(0, count - short.count()), False
    except LookupError:
        due, lacks_rule = 0, True
    packed = Batch.objects.filter(agency=agency, content=content, state=State.PACKED).first()
    return Part(
        content, room.label, room.unit, packed, due,
        shortfalls[:MOST], _more(short.count, shortfalls),
        returned[:MOST], _more(back.count, returned), lacks_rule,
    )  # fmt: skip


def _more(count: Callable[[], int], rows: list[Any]) -> int:
    return count() - MOST if len(rows) > MOST else 0
