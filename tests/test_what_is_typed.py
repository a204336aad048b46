"""Numbers, names and contacts as people type and paste them, at every form that asks for them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from huiyin.accounts import second_factor
from huiyin.common import identity, papers, telephones, uscc
from huiyin.foi.actions import intake
from huiyin.foi.forms import RegisterForm as FoiCounterForm
from huiyin.foi.models import Application
from huiyin.foi.public_forms import AgentForm, ContactForm, OrganisationForm, PersonForm
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import ServiceRequest
from huiyin.hotline.public_forms import MessageForm, MistakeForm
from huiyin.licensing.forms import RegisterForm as LicenceForm
from huiyin.organisations.models import check_uscc
from huiyin.registers.decisions.forms import OpinionForm
from huiyin.web.visible import VisibleTextMiddleware

TODAY = date(2026, 11, 26)
IDENTITY = "11010519491231002X"  # the example of GB 11643
BOTH = "110101199003011468"  # right as a person's number and by the check character of a code
CODE = "113417007728242536"


def dated(birthday):
    """An identity number of somebody born on this day."""
    front = f"110105{birthday}002"
    return next(front + last for last in "0123456789X" if identity.is_valid(front + last))


PASTED = [
    pytest.param("{}", id="as it is"),
    pytest.param("\u202d{}\u202c", id="direction controls around"),
    pytest.param("\u202e{}", id="turned round"),
    pytest.param("\ufeff{}\u200b", id="zero-width characters around"),
    pytest.param("\u2066{}\u2069", id="isolates around"),
    pytest.param("　{} ", id="blanks around"),
]


@pytest.mark.parametrize("around", PASTED)
def test_what_is_not_seen_makes_no_number_wrong(around):
    person = PersonForm({
        "applicant_name": "王某", "applicant_id_kind": "resident",
        "applicant_id": around.format(IDENTITY),
    })  # fmt: skip
    assert person.is_valid(), person.errors
    assert person.cleaned_data["applicant_id"] == IDENTITY
    office = {"applicant_name": "某", "representative": "甲", "contact_name": "乙"}
    organisation = OrganisationForm(office | {"applicant_uscc": around.format(CODE)})
    assert organisation.is_valid(), organisation.errors
    assert organisation.cleaned_data["applicant_uscc"] == CODE
    contact = ContactForm(
        {"applicant_phone": around.format("13800138000"), "applicant_email": "a@example.com"}
    )
    assert contact.is_valid(), contact.errors
    assert contact.cleaned_data["applicant_phone"] == "13800138000"


@pytest.mark.parametrize("form", [FoiCounterForm, LicenceForm], ids=["foi", "licences"])
def test_the_desk_reads_a_pasted_code_as_the_portal_does(form, db):
    name = "applicant_uscc" if form is FoiCounterForm else "holder_uscc"
    filled = form({name: "\u202d1134 1700 7728 2425 36\u202c"})
    assert name not in filled.errors
    assert filled.cleaned_data[name] == CODE


@pytest.mark.parametrize(
    "typed", ["１２３４５６", "123 456", "１２３　４５６", "\u202d123456\u202c", "12\u200b3456"]
)
def test_a_code_of_the_device_in_any_width(typed):
    assert second_factor._figures(typed) == "123456"


def test_a_submitted_form_is_what_is_seen():
    name = "王\u202e明\u200b"
    request = RequestFactory().post("/", {"title": name, "password": name, "text": "甲\r\n乙 Ａ"})
    VisibleTextMiddleware(lambda _: None).process_view(request)
    assert request.POST["title"] == "王明"
    assert request.POST["password"] == name
    assert request.POST["text"] == "甲\r\n乙 Ａ"


@pytest.mark.parametrize(
    ("kind", "number", "is_right"),
    [
        pytest.param("resident", IDENTITY, True, id="a resident"),
        pytest.param("resident", "110105189912310021", False, id="born in 1899"),
        pytest.param("resident", dated("20270101"), False, id="born tomorrow and later"),
        pytest.param("resident", dated("20261126"), True, id="born today"),
        pytest.param("resident", "111111111111111111", False, id="one figure throughout"),
        pytest.param("resident", "99999919500105124X", False, id="of no province"),
        pytest.param("resident", "110105194912310021", False, id="a wrong check digit"),
        pytest.param("passport", "E12345678", True, id="a passport"),
        pytest.param("passport", "C01X00T47", True, id="a foreign passport"),
        pytest.param("passport", "护照", False, id="a word"),
        pytest.param("passport", "ABCDEFGH", False, id="letters only"),
        pytest.param("passport", "000000000", False, id="zeros"),
        pytest.param("passport", "12", False, id="too short"),
        pytest.param("officer", "军字第2001988号", True, id="an officer"),
        pytest.param("officer", "武字第1234567号", True, id="an officer of the armed police"),
        pytest.param("officer", "参字第0012345号", True, id="an officer of a staff"),
        pytest.param("officer", "士字第2001988", True, id="a sergeant"),
        pytest.param("officer", "军字第号", False, id="no figures"),
        pytest.param("hk-macao", "H12345678", True, id="Hong Kong"),
        pytest.param("hk-macao", "12345678", False, id="no letter"),
        pytest.param("taiwan", "12345678", True, id="Taiwan"),
        pytest.param("taiwan", "X", False, id="a letter"),
        pytest.param("other", "1111", False, id="a filler"),
        pytest.param("other", "户口簿第20250012号", True, id="another paper"),
    ],
)
def test_a_number_that_somebody_can_have(kind, number, is_right):
    assert (papers.fault(kind, papers.normalise(number, kind), TODAY) == "") is is_right
    application = Application(applicant_kind="person", applicant_id_kind=kind, applicant_id=number)
    intake.spell(application)
    assert ("applicant_id" not in intake._wrong_applicant(application, TODAY)) is is_right


OFFICE = {"applicant_name": "样例小区业主委员会", "representative": "甲", "contact_name": "乙"}


@pytest.mark.parametrize(
    ("filled", "errors"),
    [
        pytest.param({"applicant_uscc": CODE}, [], id="its code"),
        pytest.param({"applicant_id": "样例区备字〔2025〕3号备案证明"}, [], id="a paper"),
        pytest.param({}, ["applicant_uscc"], id="neither"),
        pytest.param({"applicant_uscc": IDENTITY}, ["applicant_uscc"], id="a person's number"),
        pytest.param({"applicant_uscc": BOTH}, ["applicant_uscc"], id="a person's that checks as a code"),
        pytest.param({"applicant_uscc": "1134"}, ["applicant_uscc"], id="half a code"),
    ],
)  # fmt: skip
def test_an_organisation_with_and_without_a_code(filled, errors):
    form = OrganisationForm(OFFICE | filled)
    assert list(form.errors) == errors
    if "applicant_id" in filled:
        application = Application(applicant_kind="legal", **form.cleaned_data)
        intake.spell(application)
        assert intake._wrong_applicant(application, TODAY) == {}
        assert application.applicant_id == filled["applicant_id"]


def test_a_code_door_refuses_an_identity_number():
    assert not uscc.is_valid(BOTH)
    with pytest.raises(ValidationError):
        check_uscc(BOTH)
    wrong = intake._wrong_applicant(Application(applicant_uscc=BOTH), TODAY)
    assert set(wrong) == {"applicant_uscc"}


def portal_foi(phone):
    form = ContactForm({"applicant_phone": phone, "applicant_email": "a@example.com"})
    return "applicant_phone" in form.errors


def counter_foi(phone):
    wrong = intake._wrong_applicant(Application(applicant_phone=phone), TODAY)
    return "applicant_phone" in wrong


def counter_foi_contact(phone):
    wrong = intake._wrong_applicant(Application(applicant_contact=phone), TODAY)
    return "applicant_contact" in wrong


def counter_hotline(phone):
    """And the import of the ledger, which asks the same rule."""
    try:
        hotline.check(ServiceRequest(received_on=TODAY, caller_phone=phone), TODAY)
    except ValidationError as refused:
        return set(refused.message_dict) == {"caller_phone"}
    return False


def message(phone):
    form = MessageForm({"contact": phone})
    form.fields.pop("agency")
    return "contact" in form.errors


def mistake(phone):
    return "contact" in MistakeForm({"contact": phone}).errors


def opinion(phone):
    return "contact" in OpinionForm({"contact": phone}).errors


DOORS = [portal_foi, counter_foi, counter_foi_contact, counter_hotline, message, mistake, opinion]


@pytest.mark.django_db
@pytest.mark.parametrize("refuses", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize(
    ("phone", "is_wrong"),
    [
        pytest.param("138", True, id="three figures"),
        pytest.param("1380013800", True, id="ten figures"),
        pytest.param("138001380001", True, id="twelve figures"),
        pytest.param("00000000000", True, id="zeros"),
        pytest.param("没有", True, id="a word"),
        pytest.param("13800138000、138", True, id="one right and one wrong"),
        pytest.param("13800138000", False, id="a mobile number"),
        pytest.param("138 0013 8000", False, id="with blanks"),
        pytest.param("+86 138-0013-8000", False, id="with its country"),
        pytest.param("１３８００１３８０００", False, id="full width"),
        pytest.param("0566-2021234", False, id="a landline"),
        pytest.param("（0566）2021234转801", False, id="in brackets, with an extension"),
        pytest.param("0000-1234567", False, id="the example of the form"),
        pytest.param("2021234", False, id="a local number"),
        pytest.param("400-800-1234", False, id="a service number"),
        pytest.param("+49 30 1234567", False, id="abroad"),
        pytest.param("13800138000、0566-2021234", False, id="two"),
    ],
)
def test_one_rule_for_a_telephone_at_every_form(refuses, phone, is_wrong):
    assert refuses(phone) is is_wrong


@pytest.mark.parametrize(
    ("contact", "is_wrong"),
    [
        pytest.param("", False, id="nothing"),
        pytest.param("a@example.com", False, id="mail"),
        pytest.param("张三 13800138000", False, id="a name with it"),
        pytest.param("微信：zhang_san88", False, id="an account"),
        pytest.param("云溪市样例区样例路12号，邮编247000", False, id="an address"),
        pytest.param("张三 138", True, id="a name with half a number"),
        pytest.param("@", True, id="a sign"),
    ],
)
def test_a_free_contact(contact, is_wrong):
    assert bool(telephones.contact_fault(contact)) is is_wrong


def test_the_agent_is_asked_once():
    form = AgentForm({"by": "agent", "agent_name": "李某", "agent_id": ""})
    assert form.errors == {"agent_id": ["请填写受托人的身份证号码"]}


@pytest.mark.parametrize("year", [2027, 2999])
def test_one_wrong_day_is_said_once(year):
    wrong = Application(channel="counter", applicant_kind="person", arrived_on=date(year, 1, 1))
    intake.receive(wrong)
    assert set(intake._wrong_days(wrong, TODAY)) == {"arrived_on"}
    request = ServiceRequest(
        received_on=date(year, 1, 1), answered_on=TODAY, answer_text="答", caller_phone=""
    )
    with pytest.raises(ValidationError) as refused:
        hotline.check(request, TODAY)
    assert set(refused.value.message_dict) == {"received_on"}
