"""The audit page: filters, seals, and a verdict in words."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from huiyin.accounts.who import actor_for
from huiyin.audit import chain, heads, log
from huiyin.audit.actors import system, visitor
from huiyin.audit.models import Entry
from huiyin.organisations.models import Membership, Organisation, Post


def test_entries_by_person_verb_and_record(desk, licence):
    licence()
    client = desk("审计岗")
    assert client.get("/desk/audit/?verb=licensing.licence.register").context["paging"].total == 1
    assert client.get("/desk/audit/?record=2020〕1号").context["paging"].total == 1
    assert client.get("/desk/audit/?person=没有这个人").context["paging"].total == 0
    assert client.get("/desk/audit/?since=2026-02-30").context["ignored"]


def test_seals_are_shown(desk, licence):
    licence()
    client = desk("审计岗")
    assert "待封存" in client.get("/desk/audit/").content.decode()
    chain.seal()
    assert 'class="state good">第 ' in client.get("/desk/audit/").content.decode()


def test_a_whole_log_is_found_whole(desk, licence):
    licence()
    chain.seal()
    answer = desk("审计岗").post("/desk/audit/verify/")
    assert "没有一条被改动" in answer.content.decode()


def test_a_forged_entry_is_named(desk, licence):
    licence()
    client = desk("审计岗")
    last = Entry.objects.last()
    Entry.objects.bulk_create([Entry(**{
        f.name: getattr(last, f.name) for f in Entry._meta.concrete_fields if f.name not in ("id", "actor_name", "number")
    }, actor_name="冒名者", number=last.number + 1)])  # fmt: skip
    assert connection.in_atomic_block
    answer = client.post("/desk/audit/verify/")
    assert "校验发现问题" in answer.content.decode()


def test_only_the_auditor_may_verify(desk):
    assert desk("信息公开负责人").post("/desk/audit/verify/").status_code == 403


@pytest.fixture
def two_agencies(person, bureau, licence, morning):
    """Deeds 0 to 3 concern another agency or none; 4 to 7 this one, its unit and its people."""
    licence()
    mine, theirs, unit = person("mine"), person("theirs"), bureau.units.first()
    post = Post.objects.create(organisation=unit, name="科员", group=Group.objects.first())
    Membership.objects.create(user=mine, since=date(2019, 1, 1), post=post)
    other = Organisation.objects.create(name="别局", short_name="别", slug="bj", is_agency=True)
    with transaction.atomic():
        for number, (agent, subject) in enumerate((
            (system("t"), other), (actor_for(theirs, ""), theirs), (system("t"), theirs),
            (visitor(), Group(pk=1)), (system("t"), unit), (actor_for(mine, ""), mine),
            (system("t"), mine), (actor_for(mine, ""), Group(pk=1)),
        )):  # fmt: skip
            log.record(agent, f"test.seen-{number}", subject, at=morning)


def seen(client, query=""):
    """The verbs shown, those offered, how many entries."""
    page = client.get(f"/desk/audit/{query}").context
    shown = {line.entry.verb for line in page["lines"]}
    return shown, {verb for verb, _ in page["verbs"]}, page["paging"].total


def test_an_auditor_reads_the_entries_of_its_agency(desk, two_agencies):
    """And of no agency those by or about its own people; the whole site is a right of its own."""
    local, whole = desk("审计岗", username="local"), desk("全站审计岗", username="whole")
    own = {f"test.seen-{number}" for number in range(4, 8)} | {"licensing.licence.register"}
    shown, offered, _ = seen(local)
    assert {verb for verb in shown if verb.startswith(("test.", "licensing."))} == own
    assert offered == shown
    assert "audit.open" not in shown
    assert seen(local, "?verb=test.seen-0")[2] == seen(local, "?record=别局")[2] == 0
    shown, _, count = seen(whole)
    assert shown >= own | {f"test.seen-{number}" for number in range(4)} | {"audit.open"}
    assert count == Entry.objects.count()


def test_a_verdict_counts_for_the_whole_site_alone(desk, two_agencies):
    chain.seal()
    local, whole = desk("审计岗", username="local"), desk("全站审计岗", username="whole")
    said = {who: who.post("/desk/audit/verify/").content.decode() for who in (local, whole)}
    count = f"{Entry.objects.count()} 条记录完整"
    assert ["全部记录完整" in said[local], count in said[local]] == [True, False]
    assert [count in said[whole], "已封存" in said[local]] == [True, False]


def test_a_head_that_was_kept_is_asked_back(desk, licence):
    licence()
    client = desk("审计岗")
    assert "还没有封存" in client.get("/desk/audit/").content.decode()
    chain.seal()
    page = client.get("/desk/audit/").content.decode()
    head = str(heads.current())
    assert head in page
    for typed, message in (
        (f"审计存根： {head} ", "日志仍包含它"),
        (head[:-1] + ("0" if head[-1] != "0" else "1"), "日志不再包含它"),
        ("九十九 abc", "没有认出存根"),
        ("", "没有认出存根"),
    ):
        answer = client.post("/desk/audit/heads/", {"heads": typed}).content.decode()
        assert [message in answer, typed.strip() in answer] == [True, True], typed
