"""保密工单 (举报): whoever is not named finds nothing of it at any door; figures still count it."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin.accounts.models import User
from huiyin.audit import log
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.files import keeping
from huiyin.hotline import actions
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.organisations.actors import actor_of

pytestmark = pytest.mark.django_db

SECRETS = ("密告饭馆倒油", "油污入河口", "后巷暗管处", "欧阳示例", "13911112222", "JB-7788")
"""Subject, content, place, name, contact, number of the report."""


@pytest.fixture
def people(person):
    """Everybody holds rights of the room; only `clerk` registers, only `head` may name persons."""
    clerk = person("clerk", "热线办理岗", name="登记示例")
    person("other", "热线办理岗", "分管领导", "审计岗", "系统管理岗", name="旁人示例")
    person("head", "热线负责人", "审计岗", name="负责示例")
    person("leader", "分管领导", "审计岗", name="领导示例")
    return {user.username: user for user in User.objects.filter(pk__gte=clerk.pk).order_by("pk")}


@pytest.fixture
def actor(people):
    return lambda name: actor_of(people[name])


@pytest.fixture
def report(people, bureau, actor, now):
    """Registered with the box unticked, as a clerk in a hurry does."""
    request = ServiceRequest(
        agency=bureau, channel=Channel.objects.get(key="mayor-hotline"),
        request_kind="report", reference=SECRETS[5], subject=SECRETS[0], content=SECRETS[1],
        place=SECRETS[2], caller_name=SECRETS[3], caller_phone=SECRETS[4],
        received_on=now.date(), is_confidential=False, consents=True,
    )  # fmt: skip
    report = actions.register(request, actor=actor("clerk"), at=now)
    file = keeping.keep("暗管处照片.jpg", "image/jpeg", b"jpeg")
    with transaction.atomic():
        actions.add_files(report, [file], at=now)
        log.record(actor("clerk"), "hotline.material.read", report, at=now, file=file.pk)
    return report


WHY = "核对密告饭馆倒油的地点"
"""A reason, which tells of the report itself."""


def say_why(client, address, reason=WHY):
    """Answer the page that asks for the reason at this address; what stands behind it."""
    asked = client.get(address)
    hidden = {name: asked.context[name] for name in ("scope", "next")}
    return client.post("/desk/why/", hidden | {"reason": reason}, follow=True)


@pytest.fixture
def browser(people, report):
    """Signed in; who is named has said why."""

    def make(name, *, says=True):
        client = Client()
        client.force_login(people[name])
        if says and name in ("clerk", "head"):
            say_why(client, f"/desk/hotline/{report.pk}/")
        return client

    return make


DOORS = {
    "list": "/desk/hotline/",
    "list by kind": "/desk/hotline/?kind=report",
    "list by year": "/desk/hotline/?year={year}",
    "list by word": "/desk/hotline/?q=油污入河口",
    "list to be published": "/desk/hotline/?publication=proposed",
    "home": "/desk/",
    "search by number": "/desk/search/?q=JB-7788",
    "search by word": "/desk/search/?q=油污入河口",
    "record": "/desk/hotline/{pk}/",
    "move": "/desk/hotline/{pk}/assign/",
    "correction": "/desk/hotline/{pk}/amend/",
    "naming": "/desk/hotline/{pk}/confide/",
    "query code": "/desk/hotline/{pk}/once/",
    "file": "/desk/hotline/{pk}/files/{file}/",
    "figure": "/desk/figures/hotline.kind.report/?year={year}",
    "figure of all": "/desk/figures/hotline.received/?year={year}",
    "figures": "/desk/figures/?year={year}",
    "export": "/desk/hotline/?export=csv",
    "audit": "/desk/audit/",
    "audit by number": "/desk/audit/?record=JB-7788",
    "audit by verb": "/desk/audit/?verb=hotline.material.read",
    "file by its direct address": "/files/{stored}/x",
    "picture by its direct address": "/files/pictures/{stored}/abc",
    "board": "/desk/boards/hotline/",
    "letters that leave": "/desk/notices/",
    "import": "/desk/import/",
    "what was refused": "/desk/import/refused/1.xlsx",
    "inspection": "/desk/inspection/",
    "reports from elsewhere": "/desk/check-reports/",
    "reports": "/desk/reports/{year}/summary/",
    "start with it": "/desk/hotline/new/",
    "why": "/desk/why/",
    "CMS": "/cms/",
    "CMS search": "/cms/pages/search/?q=密告饭馆倒油",
    "API": "/cms/api/main/pages/?search=密告饭馆倒油",
    "feed of a search": "/feeds/search/?q=密告饭馆倒油",
    "suggestions": "/search/suggest?q=密告",
    "site map": "/sitemap.xml",
    "statistics": "/reports/{year}/figures/hotline.received/",
    "progress": "/message/progress/",
    "public page": "/messages/{pk}/",
    "public list": "/messages/",
    "public search": "/search/?q=密告饭馆倒油",
}
NOT_FOUND = {"record", "move", "correction", "naming", "query code", "file", "public page"} | {
    *("file by its direct address", "picture by its direct address", "what was refused"),
}


def address_of(door, report):
    attached, year = report.files.get(), report.received_on.year
    return DOORS[door].format(pk=report.pk, file=attached.pk, stored=attached.file_id, year=year)


def text_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


@pytest.mark.parametrize("name", ["other", "leader"])
def test_who_is_not_named_finds_nothing(report, browser, name):
    browser("clerk").post(f"/desk/hotline/{report.pk}/reveal/caller_name/", {"reason": WHY})
    client = browser(name)
    for door in DOORS:
        address = address_of(door, report)
        answer = client.get(address, follow=True)
        shown = text_of(answer)
        assert [s for s in SECRETS if s in shown and s not in address] == [], door
        assert f"/desk/hotline/{report.pk}/" not in shown.replace(address, ""), door
        assert (answer.status_code == 404) == (door in NOT_FOUND), door


@pytest.mark.parametrize("name", ["clerk", "head"])
def test_who_is_named_finds_it_and_lists_do_not_say_what_it_is_about(report, browser, name):
    mine = browser(name)
    assert SECRETS[1] in text_of(mine.get(f"/desk/hotline/{report.pk}/"))
    for door in ("list", "list by word", "figure", "home"):
        shown = text_of(mine.get(address_of(door, report), follow=True))
        assert SECRETS[5] in shown, door
        assert SECRETS[0] not in shown, door


def test_every_look_is_logged(report, browser):
    """Page, move, field, file, list taken along: who, when, which."""
    mine, page = browser("clerk"), f"/desk/hotline/{report.pk}/"
    looks = {
        "desk.look": lambda: [mine.get(page), mine.get(f"{page}assign/")],
        "desk.reveal": lambda: [mine.post(f"{page}reveal/caller_name/", {"reason": WHY})],
        "hotline.material.read": lambda: [mine.get(address_of("file", report))],
        "desk.take-along": lambda: [mine.get(address_of("export", report))],
    }
    say_why(mine, address_of("export", report))
    about = Entry.objects.filter(subject_key=str(report.pk), actor_name="登记示例")
    for verb, look in looks.items():
        before = about.filter(verb=verb).count()
        answers = look()
        assert {answer.status_code for answer in answers} == {200}, verb
        assert about.filter(verb=verb).count() == before + len(answers), verb
        assert about.filter(verb=verb).latest("pk").facts["reason"] == WHY, verb


def test_nothing_is_shown_before_somebody_says_why(report, browser, now):
    """At each door that would show it, for an hour, and of this one record."""
    mine, page = browser("clerk", says=False), f"/desk/hotline/{report.pk}/"
    doors = ("record", "move", "correction", "file", "export")
    for door in doors:
        answer = mine.get(address_of(door, report))
        assert answer.templates[0].name == "desk/why.html", door
        assert [s for s in SECRETS[:5] if s in text_of(answer)] == [], door
    for wrong in ("", " ", "x" * 201):
        shown = mine.post(f"{page}reveal/caller_name/", {"reason": wrong})
        assert [s for s in SECRETS[:5] if s in text_of(shown)] == []
        assert say_why(mine, page, wrong).status_code == 422
    away = {"scope": "x", "next": "https://example.org/desk/", "reason": WHY}
    assert mine.post("/desk/why/", away)["Location"] == "/desk/"
    assert not Entry.objects.filter(
        verb__in=("desk.look", "desk.reveal", "desk.take-along")
    ).exists()
    assert SECRETS[1] in text_of(say_why(mine, page))
    session = mine.session
    over = now.timestamp() - 1
    session["looks"] = {scope: [WHY, over] for scope in session["looks"]}
    session.save()
    over = mine.get(page)
    assert (over.templates[0].name, SECRETS[1] in text_of(over)) == ("desk/why.html", False)


def test_a_table_does_not_tell_that_a_number_is_of_a_confidential_one(report, browser, bureau):
    rows = (
        "工单编号,受理日期,来源渠道,诉求类型,标题,诉求内容\n"
        + f"{SECRETS[5]},2026-03-02,市长热线,投诉,占道,占道\n"
    )
    file = SimpleUploadedFile("台账.csv", rows.encode())
    data = {"agency": bureau.pk, "kind": "hotline", "file": file}
    answer = browser("other").post("/desk/import/", data)
    assert answer.context["result"].rejected_rows == 1
    assert "这个编号已经登记过" in answer.text
    assert "保密的" not in answer.text
    assert [s for s in SECRETS[:5] if s in answer.text] == []


def test_what_is_not_confidential_is_not_logged(report, browser, actor, now):
    actions.lift_confidence(report, actor=actor("head"), at=now, reason="举报人同意")
    before = Entry.objects.filter(verb="desk.look").count()
    assert SECRETS[1] in text_of(browser("clerk", says=False).get(f"/desk/hotline/{report.pk}/"))
    assert Entry.objects.filter(verb="desk.look").count() == before


def test_a_figure_counts_it_for_everybody(report, browser):
    shown = text_of(browser("other").get(address_of("figure", report)))
    assert "受理举报：1件" in shown
    assert "其中 1 件保密，只计数，不列出" in shown


def test_commands_count_it_and_do_not_name_it(report, tmp_path):
    year, file = report.received_on.year, tmp_path / "all.csv"
    out, err = StringIO(), StringIO()
    call_command("trace", "hotline.received", year=year, json=True, stdout=out)
    assert json.loads(out.getvalue())["references"] == ["（保密）"]
    call_command("export_ledger", "hotline", output=file, personal=True, stdout=out, stderr=err)
    assert [s for s in SECRETS if s in file.read_text("utf-8")] == []
    assert "另有 1 条保密" in err.getvalue()


@pytest.mark.parametrize("name", [*actions.workflow.moves])
def test_nobody_else_makes_a_move(report, actor, now, name):
    """Held by the kernel, whatever the rule of the move says."""
    with pytest.raises(MoveForbiddenError):
        actions.workflow.moves[name].run(report, actor=actor("other"), at=now)
    assert list(actions.workflow.open_to(actor("other"), report)) == []


def test_named_and_removed(report, people, actor, browser, now):
    page = f"/desk/hotline/{report.pk}/"
    head = browser("head")
    assert "旁人示例" in text_of(head.get(f"{page}confide/"))
    assert head.post(f"{page}confide/", {"person": people["other"].pk}).status_code == 302
    assert SECRETS[1] in text_of(say_why(browser("other"), page))
    assert head.post(f"{page}unconfide/", {"person": people["other"].pk}).status_code == 302
    assert browser("other").get(page).status_code == 404
    verbs = Entry.objects.filter(subject_key=str(report.pk)).values_list("verb", flat=True)
    assert {"hotline.servicerequest.confide", "hotline.servicerequest.unconfide"} <= set(verbs)
    assert not actions.workflow.moves["confide"].rule(actor("clerk"), report)


def test_unticked_it_stays_confidential_until_the_head_says_why(report, actor, now):
    assert report.is_confidential
    with pytest.raises(ValidationError):
        actions.amend(report, actor=actor("clerk"), at=now, values={"is_confidential": False})
    with pytest.raises(MoveForbiddenError):
        actions.lift_confidence(report, actor=actor("clerk"), at=now, reason="不必保密")
    with pytest.raises(ValidationError):
        actions.lift_confidence(report, actor=actor("head"), at=now, reason=" ")
    opened = actions.lift_confidence(report, actor=actor("head"), at=now, reason="举报人同意")
    assert (opened.is_confidential, opened.open_reason) == (False, "举报人同意")
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceRequest.objects.filter(pk=report.pk).update(open_reason="")


def seen_by(actor):
    return ServiceRequest.objects.visible_to(actor, "hotline.view_requests")


def test_what_becomes_a_report_is_confidential_from_then_on(request_, actor, people, now):
    request = request_(subject="油烟")
    actions.amend(request, actor=actor("clerk"), at=now, values={"request_kind": "report"})
    assert ServiceRequest.objects.get(pk=request.pk).is_confidential
    assert [name for name in people if seen_by(actor(name)).exists()] == ["clerk", "head"]


def test_somebody_who_asks_for_it_is_confidential_too(request_, actor, people, now):
    request = actions.keep_confidential(request_(), actor=actor("clerk"), at=now)
    assert request.title == "保密求助"
    assert [name for name in people if seen_by(actor(name)).exists()] == ["clerk", "head"]


@pytest.mark.parametrize("rights", [("hotline.view_requests",), ("coordination.handle",), ()])
@pytest.mark.parametrize("name", ["clerk", "other", "head", "leader"])
def test_how_many_are_visible_is_how_many_are_listed(report, request_, actor, name, rights):
    """Counted as all that are held without those kept from it."""
    request_()
    right, *others = rights or ("no.such_right",)
    requests = ServiceRequest.objects.filter(agency=report.agency)
    visible = requests.visible_to(actor(name), right, *others)
    assert requests.count_visible_to(actor(name), right, *others) == visible.count()
