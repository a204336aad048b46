"""栏目 are named, placed and removed by actions; old addresses lead on; nothing else changes the tree."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from huiyin.audit.actors import system
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.disclosure.models import (
    AgencyPage,
    ColumnPage,
    DocumentPage,
    FormerAddress,
    PortalPage,
    public_path,
)
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.disclosure.tree.columns import SET_COLUMN, new_column, remove_column, set_column
from huiyin.disclosure.tree.nodes import TreeClosedError, arranging
from huiyin.disclosure.tree.publishing import PublicationRefusedError, gate
from huiyin.organisations.models import Organisation
from huiyin.search.index import Query, find
from huiyin.web.kept.page_cache import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(bureau, robot, morning):
    """动态 › 通知 with a public document, 公告 beside it, and a column of another agency."""
    root = agency_page(bureau, actor=robot, at=morning)
    other = Organisation.objects.create(name="别的局", short_name="别局", slug="bj", is_agency=True)
    columns = {}
    for name, title, above in (
        ("a", "动态", root), ("b", "公告", root), ("inner", "通知", "a"),
        ("far", "别处", agency_page(other, actor=robot, at=morning)),
    ):  # fmt: skip
        parent = ColumnPage.objects.get(pk=columns[above].pk) if isinstance(above, str) else above
        parent = type(parent).objects.get(pk=parent.pk)
        columns[name] = add_column(parent, title, slug=name, actor=robot, at=morning)
    values = {
        "title": "关于开展市容整治的通知", "index_number": "X/202005-00001", "issuer": bureau.name,
        "source": bureau.name, "published_at": morning, "body": "<p>自即日起开展整治。</p>",
    }  # fmt: skip
    columns["page"] = publish_document(columns["inner"], bureau, values, actor=robot, at=morning)
    return columns


def is_done(refusal, act):
    """Whether it was done and not refused in this way."""
    try:
        with transaction.atomic():
            act()
    except refusal:
        return False
    return True


def fresh(column):
    return type(column).objects.get(pk=column.pk)


def test_old_addresses_lead_on(tree, actor, morning, client):
    """Renamed, moved, renamed again: each address that ever was, of the column and of what is below."""
    head = actor(SET_COLUMN)
    page = f"{tree['page'].slug}/"
    first = [f"/cgj/a/inner/{page}", "/cgj/a/inner/", "/cgj/a/"]
    assert {client.get(address).status_code for address in first} == {200}
    set_column(tree["a"], {"slug": "dongtai", "title": "工作动态"}, actor=head, at=morning)
    set_column(tree["inner"], {"parent": fresh(tree["b"])}, actor=head, at=morning)
    set_column(tree["b"], {"slug": "gonggao"}, actor=head, at=morning)
    led = {
        f"/cgj/a/inner/{page}": f"/cgj/gonggao/inner/{page}",
        "/cgj/a/inner/": "/cgj/gonggao/inner/",
        f"/cgj/dongtai/inner/{page}": f"/cgj/gonggao/inner/{page}",
        f"/cgj/b/inner/{page}": f"/cgj/gonggao/inner/{page}",
        "/cgj/a/": "/cgj/dongtai/",
        "/cgj/b/?year=2020": "/cgj/gonggao/?year=2020",
        "/feeds/cgj/a/inner/": "/feeds/cgj/gonggao/inner/",
    }
    pages.clear()
    answers = {address: client.get(address) for address in led}
    assert {
        address: (one.status_code, one.get("Location")) for address, one in answers.items()
    } == {address: (301, target) for address, target in led.items()}
    assert client.get(f"/cgj/gonggao/inner/{page}").status_code == 200
    assert client.get("/cgj/a/nothing/").status_code == 404
    assert client.get("/cgj/nowhere/" + "x/" * 50).status_code == 404
    assert find(Query("市容整治", column="/cgj/gonggao/")).total == 1
    assert find(Query("市容整治", column="/cgj/a/")).total == 0
    entry = Entry.objects.filter(verb="disclosure.column.set").first()
    assert entry.facts["changes"] == {
        "title": ["动态", "工作动态"], "slug": ["a", "dongtai"], "keywords": ["动态", "工作动态"],
        "description": ["发布动态方面的政府信息", "发布工作动态方面的政府信息"],
    }  # fmt: skip
    assert (entry.actor_name, entry.agency_id) == ("张测试", tree["page"].agency_id)
    assert (tree["far"].agency.slug, PortalPage.objects.get().agency) == ("bj", None)


def test_what_is_at_an_address_now_goes_before_what_was_there(tree, actor, robot, morning, client):
    head = actor(SET_COLUMN)
    set_column(tree["a"], {"slug": "dongtai"}, actor=head, at=morning)
    root = AgencyPage.objects.get(slug="cgj")
    new_column(root, VALUES | {"slug": "a"}, actor=head, at=morning)
    assert client.get("/cgj/a/").status_code == 200
    page = f"inner/{tree['page'].slug}/"
    assert client.get(f"/cgj/a/{page}")["Location"] == f"/cgj/dongtai/{page}"
    draft = DocumentPage(
        title="草稿", slug="draft", agency=root.organisation, published_at=morning, live=False,
        body="", index_number="X/2", issuer="某局", source="某局",
    )  # fmt: skip
    fresh(tree["a"]).add_child(instance=draft)
    assert client.get("/cgj/a/draft/").status_code == 404, "nobody learns that there is a draft"


VALUES = {
    "title": "新栏目", "slug": "xin", "column_type": "其他", "description": "某某", "keywords": "某某",
}  # fmt: skip


def test_what_cannot_be_is_refused(tree, actor, morning):
    head, clerk = actor(SET_COLUMN), actor("disclosure.import_pages")
    root = AgencyPage.objects.get(slug="cgj")
    refused = [
        (MoveForbiddenError, lambda: set_column(tree["far"], {"title": "x"}, actor=head, at=morning)),
        (MoveForbiddenError, lambda: set_column(tree["a"], {"title": "x"}, actor=clerk, at=morning)),
        (MoveForbiddenError, lambda: new_column(tree["far"], VALUES, actor=head, at=morning)),
        (MoveForbiddenError, lambda: new_column(root, VALUES, actor=clerk, at=morning)),
        (MoveForbiddenError, lambda: remove_column(tree["far"], reason="x", actor=head, at=morning)),
        (ValidationError, lambda: set_column(tree["a"], {"parent": tree["far"]}, actor=head, at=morning)),
        (ValidationError, lambda: set_column(tree["a"], {"parent": tree["inner"]}, actor=head, at=morning)),
        (ValidationError, lambda: set_column(tree["a"], {"parent": tree["a"]}, actor=head, at=morning)),
        (ValidationError, lambda: set_column(tree["a"], {"slug": "b"}, actor=head, at=morning)),
        (ValidationError, lambda: set_column(tree["a"], {"title": ""}, actor=head, at=morning)),
        (ValidationError, lambda: new_column(root, VALUES | {"slug": "b"}, actor=head, at=morning)),
        (ValidationError, lambda: remove_column(tree["a"], reason="x", actor=head, at=morning)),
        (ValidationError, lambda: remove_column(tree["inner"], reason="x", actor=head, at=morning)),
        (ValidationError, lambda: remove_column(tree["b"], reason=" ", actor=head, at=morning)),
    ]  # fmt: skip
    before = Entry.objects.count()
    assert [number for number, (kind, act) in enumerate(refused) if is_done(kind, act)] == []
    assert Entry.objects.count() == before
    remove_column(tree["b"], reason="并入动态", actor=head, at=morning)
    assert Entry.objects.get(verb="disclosure.column.remove").facts["reason"] == "并入动态"
    assert not ColumnPage.objects.filter(slug="b").exists()


def test_nothing_else_changes_the_tree(tree):
    """By Wagtail's models, its actions and its clock."""
    column, root, page = tree["b"], AgencyPage.objects.get(slug="cgj"), tree["page"]

    def changed(one, **values):
        for name, value in values.items():
            setattr(one, name, value)
        one.save()

    attempts = {
        "renamed": lambda: changed(fresh(column), title="x"),
        "as a bare page": lambda: changed(Page.objects.get(pk=column.pk), slug="x"),
        "one field": lambda: fresh(column).save(update_fields=["expire_at"]),
        "an agency": lambda: changed(fresh(root), title="x"),
        "the portal": lambda: changed(PortalPage.objects.get(), title="x"),
        "made": lambda: root.add_child(instance=ColumnPage(**VALUES)),
        "moved": lambda: fresh(column).move(tree["far"], pos="last-child"),
        "moved as a bare page": lambda: Page.objects.get(pk=column.pk).move(
            root, pos="first-child"
        ),
        "a document moved": lambda: page.move(fresh(tree["far"]), pos="last-child"),
        "copied": lambda: fresh(column).copy(update_attrs={"slug": "x"}),
        "taken down": lambda: fresh(column).unpublish(),
        "deleted": lambda: fresh(column).delete(),
        "deleted as a bare page": lambda: Page.objects.get(pk=column.pk).delete(),
        "published": lambda: fresh(column).save_revision().publish(),
    }
    rows = list(Page.objects.order_by("pk").values())
    assert [name for name, act in attempts.items() if is_done(TreeClosedError, act)] == []
    assert list(Page.objects.order_by("pk").values()) == rows
    assert not FormerAddress.objects.exists()


def test_the_clock_of_wagtail_ends_nothing(tree):
    """A column that an older version let expire stays; its documents with it."""
    yesterday = timezone.now() - timezone.timedelta(days=1)
    Page.objects.filter(pk=tree["b"].pk).update(expire_at=yesterday)
    with pytest.raises(TreeClosedError):
        call_command("publish_scheduled")
    assert fresh(tree["b"]).live


def test_within_an_action_the_tree_is_open(tree):
    with arranging():
        fresh(tree["b"]).delete()
    assert not ColumnPage.objects.filter(slug="b").exists()


def unpublished(branch):
    with arranging():
        Page.objects.get(pk=branch.pk).specific.unpublish()


HIDDEN = {"column": 1, "column above": 2, "agency": 3}
"""What is taken off → how far above the document it lies."""


@pytest.mark.parametrize("what", HIDDEN)
def test_a_column_with_something_public_is_not_taken_off(tree, actor, morning, client, what):
    """404 at the column while its documents stay: they would lie where nobody can go."""
    page = DocumentPage.objects.live().filter(depth__gte=6).first()
    branch = page
    for _ in range(HIDDEN[what]):
        branch = branch.get_parent()
    with pytest.raises(TreeClosedError, match="里还有公开的信息"):
        unpublished(branch)
    with pytest.raises(TreeClosedError, match="里还有公开的信息"), arranging():
        Page.objects.get(pk=branch.pk).unpublish()
    pages.clear()
    assert client.get(public_path(branch)).status_code == 200
    for one in DocumentPage.objects.live().descendant_of(branch):
        with gate(system("test")):
            one.unpublish()
    unpublished(branch)
    pages.clear()
    assert client.get(public_path(branch)).status_code == 404
    page.refresh_from_db()
    revision = page.save_revision()
    with pytest.raises(PublicationRefusedError, match="没有公开"), gate(system("test")):
        revision.publish()
