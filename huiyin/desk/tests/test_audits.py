"""The audit page: filters, seals, and a verdict in words."""

from django.db import connection

from huiyin.audit import chain
from huiyin.audit.models import Entry


def test_entries_by_person_verb_and_record(desk, licence):
    licence()
    client = desk("审计岗")
    assert (
        client.get("/desk/audit/?verb=licensing.licence.register").context["page"].paginator.count
        == 1
    )
    assert client.get("/desk/audit/?record=2020〕1号").context["page"].paginator.count == 1
    assert client.get("/desk/audit/?person=没有这个人").context["page"].paginator.count == 0
    assert client.get("/desk/audit/?since=2026-02-30").context["ignored"]


def test_seals_are_shown(desk, licence):
    licence()
    client = desk("审计岗")
    assert "待封存" in client.get("/desk/audit/").content.decode()
    chain.seal()
    assert "第 1 号" in client.get("/desk/audit/").content.decode()


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
