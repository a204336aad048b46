"""Who lets an imported page out: nobody alone, nothing that has a manuscript, and the log says who."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial.actions import adopt
from huiyin.editorial.models import Manuscript
from huiyin.ingest import migrating

from .pages_markups import BODY, TITLE, codes, importer_of, saved

pytestmark = pytest.mark.django_db
CHANGED = saved(body=BODY + "<p>补充一段。</p>")
STATEMENT = "原门户按三审制发布"


@pytest.fixture
def imports(bureau, morning, tmp_path):
    """Import one page as somebody of the bureau, or as the system: its row, and the document."""

    def run(actor, page=None, at=morning):
        put = importer_of(tmp_path / "pages", bureau, actor, at)
        row = put({"a.html": page or saved()})["a.html"]
        return row, DocumentPage.objects.filter(title=TITLE).first()

    return run


@pytest.fixture
def person(bureau):
    def make(name, *rights):
        user = User.objects.create(username=name, name=name)
        return Actor(ActorKind.PERSON, name, str(user.pk), "", {bureau.pk: frozenset(rights)})

    return make


def reviews():
    """What the log says of the reviews of what became public or was changed."""
    verbs = ("disclosure.document.publish", "disclosure.document.update")
    entries = Entry.objects.filter(verb__in=verbs).order_by("pk")
    return [entry.facts["review"] for entry in entries]


def test_a_persons_import_ends_in_a_manuscript(imports, person):
    clerk = person("甲", "disclosure.import_pages", "editorial.release")
    row, document = imports(clerk)
    manuscript = Manuscript.objects.get()
    assert (row.status, codes(row)) == ("created", ["manuscript"])
    assert manuscript.reference in row.warnings[0].message
    assert (document.live, manuscript.state, manuscript.page) == (False, "drafting", document)
    again, document = imports(clerk, CHANGED)
    assert (again.status, codes(again)) == ("unchanged", ["in-manuscript"])
    assert "补充一段" not in document.body
    assert not reviews()


def test_what_is_public_is_not_changed_by_a_persons_import(imports, person, robot, morning):
    clerk = person("甲", "disclosure.import_pages")
    imports(robot)
    same, _ = imports(clerk)
    row, document = imports(clerk, CHANGED)
    assert (same.status, row.status, codes(row)) == ("unchanged", "rejected", ["public"])
    assert "补充一段" not in document.body
    adopt(document, actor=person("乙", "editorial.draft"), at=morning)
    row, document = imports(robot, CHANGED)  # not even by the system: it has a manuscript now
    assert (row.status, codes(row)) == ("unchanged", ["in-manuscript"])
    assert "补充一段" not in document.body


def test_a_migration_is_opened_by_another_and_ends_by_itself(imports, person, bureau, morning):
    clerk = person("甲", "disclosure.import_pages")
    head = person("乙", "disclosure.import_pages", "ingest.open_migration")
    last = date(2026, 3, 10)
    opened = migrating.begin(bureau, last, STATEMENT, actor=head, at=morning)
    logged = Entry.objects.exclude(verb="audit.open")
    verbs = list(logged.values_list("verb", "facts__statement"))
    assert verbs == [("ingest.migration.open", STATEMENT)]
    own, document = imports(head)
    assert (codes(own), document.live) == (["manuscript"], False)
    other = {
        "title": "关于开展清洗道路作业的通告",
        "number": "11341799MB1Q00017E/202005-00013",
        "head": "",
    }
    first, changed = saved(**other), saved(**other, body=BODY + "<p>补充一段。</p>")
    assert [imports(clerk, page)[0].status for page in (first, changed)] == ["created", "updated"]
    assert reviews() == [opened.said] * 2
    assert all(word in opened.said for word in (STATEMENT, "2026-03-10", "乙"))
    the_last, after = morning + timedelta(days=7), morning + timedelta(days=8)
    assert migrating.current(bureau, the_last.date()) == opened
    assert codes(imports(clerk, first, after)[0]) == ["public"]
    with pytest.raises(ValidationError, match="已经结束"):
        migrating.close(opened, actor=head, at=after)
    migrating.close(opened, actor=head, at=morning)
    assert codes(imports(clerk, first)[0]) == ["public"]


def test_a_migration_that_cannot_be_is_refused(bureau, robot, morning):
    day = morning.date()
    for until, statement, said in (
        (day - timedelta(days=1), STATEMENT, "最后一天"),
        (day + timedelta(days=93), STATEMENT, "最后一天"),
        (day, " ", "按什么程序审核"),
    ):
        with pytest.raises(ValidationError, match=said):
            migrating.begin(bureau, until, statement, actor=robot, at=morning)
    migrating.begin(bureau, day, STATEMENT, actor=robot, at=morning)
    with pytest.raises(ValidationError, match="已经开启"):
        migrating.begin(bureau, day, STATEMENT, actor=robot, at=morning)


def test_the_command_says_whose_it_was(bureau, tmp_path):
    (tmp_path / "a.html").write_text(saved(), encoding="utf-8")
    options = {"agency": bureau.uscc, "json": True, "reviewed": STATEMENT}
    call_command("import_pages", str(tmp_path), **options)
    (said,) = reviews()
    assert DocumentPage.objects.get().live
    assert "服务器账号" in said
    assert said.endswith(STATEMENT)
