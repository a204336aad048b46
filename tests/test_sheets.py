"""Sheets: every room has one, each field once; what is personal is masked wherever it is shown."""

from datetime import date

import pytest
from django import forms

from huiyin.casework import ledgers
from huiyin.casework.cells import Code, Day, Number, Paragraphs, Uscc
from huiyin.casework.record_forms import AmendForm, MatterForm, form_of, forms_of
from huiyin.casework.rooms import rooms
from huiyin.casework.sheets import Column, Field, Section, Sheet
from huiyin.config import urls  # noqa: F401 - rooms are declared when their doors are read
from huiyin.hotline.models import ServiceRequest
from huiyin.hotline.sheet import SHEET as HOTLINE
from huiyin.licensing.models import Licence
from huiyin.licensing.sheet import SHEET as LICENCES
from huiyin.personal.fields import encrypted_fields
from huiyin.publicity.holders import HolderKind

PERSON = Licence(
    holder_name="王小明", holder_kind=HolderKind.PERSON, holder_id="341799199001011234"
)
COMPANY = Licence(holder_name="云溪市样例公司", holder_kind=HolderKind.ORGANISATION)


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.key)
def test_every_encrypted_field_of_a_page_is_masked(room):
    encrypted = {field.name for field in encrypted_fields(room.model)}
    shown = {name for names in room.sheet.sections.values() for name in names}
    assert all(room.sheet.is_personal(name) for name in encrypted & shown)


@pytest.mark.parametrize("ledger", ledgers.every(), ids=lambda ledger: ledger.key)
def test_a_ledger_masks_what_its_sheet_masks(ledger):
    private = {column.field for column in ledger.columns if column.is_private}
    ours = {name for name in ledger.sheet.fields if ledger.sheet.is_personal(name)}
    assert private - {"consult_whoms"} == ours & {column.field for column in ledger.columns}


@pytest.mark.parametrize(
    ("record", "name", "shown"),
    [
        pytest.param(PERSON, "holder_name", "王*明", id="a person's name is shortened"),
        pytest.param(COMPANY, "holder_name", "云溪市样例公司", id="a company's is not"),
        pytest.param(PERSON, "holder_id", "341***********1234", id="by the column's own mask"),
        pytest.param(COMPANY, "holder_id", "", id="nothing stays nothing"),
    ],
)
def test_one_mask_on_page_list_and_export(record, name, shown):
    column = ledgers.find("licences").column(name)
    (listed,) = LICENCES.columns(name)
    assert LICENCES.shown(record, name) == column.shown(record) == listed.value(record) == shown
    assert listed.sort == "", "an order would tell"


def test_a_section_may_be_taken_up_again():
    titles = list(LICENCES.sections)
    assert titles == ["决定", "行政相对人", "公示"]
    assert LICENCES.sections["决定"][0] == "document_name"
    assert LICENCES.sections["决定"][-1] == "void_reason"


def test_a_bare_name_is_shown_and_no_more():
    assert "publish_due_on" in LICENCES.sections["公示"]
    assert "publish_due_on" not in (*LICENCES.asked, *LICENCES.in_ledger)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        pytest.param(("subject", "subject"), "stands twice", id="twice"),
        pytest.param(("no_such_field",), "has no no_such_field", id="not in the model"),
        pytest.param((Field("subject", shown="no_such"),), "has no no_such", id="no such mask"),
    ],
)
def test_a_wrong_sheet_is_none(said, fault):
    with pytest.raises(ValueError, match=fault):
        Sheet(ServiceRequest, Section("诉求", *said), dated_by="received_on")


@pytest.mark.parametrize(
    ("key", "name", "reader"),
    [
        ("licences", "reference", Number(80)),
        ("licences", "decided_on", Day()),
        ("licences", "valid_to", Day(may_be_permanent=True)),
        ("licences", "content", Paragraphs()),
        ("licences", "holder_uscc", Uscc(18)),
        ("licences", "certificate_number", Code(80)),
        ("hotline", "caller_phone", Code(200)),
        ("powers", "name", Paragraphs(300)),
    ],
)
def test_a_cell_is_read_as_its_column_is_stored(key, name, reader):
    actual = ledgers.find(key).column(name).reader
    assert type(actual) is type(reader)
    assert actual == reader


def test_columns_of_the_desk():
    reference, day, due, own = LICENCES.columns(
        "reference", "decided_on", "publish_due_on", Column("效力", lambda r: "有效")
    )
    assert (reference.label, reference.sort, reference.shape) == (
        "决定文书号",
        "reference",
        "reference",
    )
    assert (day.label, day.shape) == ("决定日期", "date")
    assert (due.label, due.shape) == ("应公示日期", "due")
    assert own.label == "效力"
    (kind,) = HOTLINE.columns("request_kind")
    assert kind.value(ServiceRequest(request_kind="report")) == "举报"
    assert kind.value(ServiceRequest(request_kind="")) == ""


def test_the_forms_ask_what_the_sheet_asks():
    register, amend = forms_of(LICENCES)
    assert tuple(register.base_fields) == tuple(amend.base_fields) == LICENCES.asked
    assert register().fields["holder_uscc"].needed_when == "法人和非法人组织必填"
    short = form_of(HOTLINE, MatterForm, ("subject", "caller_phone"))()
    assert list(short.fields) == ["subject", "caller_phone"]
    assert short.personal == ["caller_phone"]
    assert isinstance(short.fields["caller_phone"].widget, forms.TextInput)


def test_personal_values_do_not_come_back_and_are_checked_all_the_same():
    seen = []
    form = form_of(
        HOTLINE,
        AmendForm,
        ("received_on", "caller_phone"),
        check=lambda request, today: seen.append((request.caller_phone, request.received_on)),
    )
    matter = ServiceRequest(received_on=date(2026, 1, 5), caller_phone="0000-1234567")
    bound = form({"received_on": "2026-01-06", "caller_phone": ""}, matter=matter)
    assert "0000-1234567" not in str(form(matter=matter))
    assert bound.is_valid()
    assert seen == [("0000-1234567", date(2026, 1, 6))]
    assert bound.details() == {"values": {"received_on": date(2026, 1, 6)}}


def test_the_check_waits_for_the_dates():
    seen = []
    form = form_of(
        HOTLINE,
        MatterForm,
        ("received_on", "subject"),
        check=lambda *arguments: seen.append(arguments),
    )
    assert not form({"received_on": "", "subject": "路灯"}).is_valid()
    assert seen == []
