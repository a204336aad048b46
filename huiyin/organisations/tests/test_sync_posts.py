"""An update brings new rights to the usual posts only when somebody says so, and takes none away."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from huiyin.audit.models import Entry
from huiyin.organisations.models import Post
from huiyin.organisations.roles import ensure_posts, usual

pytestmark = pytest.mark.django_db
NAME = "审计岗"


@pytest.fixture
def group(bureau):
    """As an older version left it: without the right of the audit, with one of the office's own."""
    ensure_posts(bureau)
    group = Group.objects.get(name=NAME)
    group.permissions.set(Permission.objects.filter(codename="view_register"))
    return group


def rights(group):
    return set(group.permissions.values_list("codename", flat=True))


def test_without_apply_it_only_tells(group, capsys):
    call_command("sync_posts")
    said = capsys.readouterr().out
    assert "审计岗：增加权限" in said
    assert "audit.view_entry" in said
    assert "--apply" in said
    assert rights(group) == {"view_register"}
    assert not Entry.objects.filter(verb="organisations.sync-posts").exists()


def test_before_migrate_it_says_what_comes_first(group, capsys):
    """The new rights come with the migrations: without them there is nothing to add yet."""
    MigrationRecorder(connection).record_unapplied("jobs", "0002_failures")
    with pytest.raises(SystemExit, match="1"):
        call_command("sync_posts", "--apply")
    assert "huiyin migrate" in capsys.readouterr().err
    assert rights(group) == {"view_register"}


def test_apply_adds_keeps_and_is_audited(group):
    call_command("sync_posts", apply=True)
    assert rights(group) == {"view_register", "view_entry"}
    entry = Entry.objects.get(verb="organisations.sync-posts")
    assert entry.facts == {"rights": ["audit.view_entry"], "agencies": []}
    assert entry.subject_name == NAME


def test_a_second_time_there_is_nothing_to_do(group, capsys):
    call_command("sync_posts", apply=True)
    capsys.readouterr()
    call_command("sync_posts", apply=True)
    assert "齐全" in capsys.readouterr().out
    assert Entry.objects.filter(verb="organisations.sync-posts").count() == 1


def test_a_post_of_a_newer_version_is_set_up(group, bureau, capsys):
    Post.objects.filter(name="信息发布岗").delete()
    Group.objects.filter(name="信息发布岗").delete()
    call_command("sync_posts", apply=True, json=True)
    posts = {line["post"]: line for line in json.loads(capsys.readouterr().out)["posts"]}
    assert posts["信息发布岗"]["agencies"] == [bureau.uscc]
    post = Post.objects.get(organisation=bureau, name="信息发布岗")
    assert len(rights(post.group)) == len(usual()["信息发布岗"])


def test_only_the_named_post(group):
    Group.objects.get(name="信息发布岗").permissions.clear()
    call_command("sync_posts", apply=True, post=["信息发布岗"])
    assert rights(group) == {"view_register"}


def test_an_unknown_post_ends_with_the_names_there_are(group, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("sync_posts", post=["不存在岗"])
    assert ended.value.code == 2
    assert "信息公开岗" in capsys.readouterr().err


def test_rights_of_a_post_are_changed_with_an_entry(bureau, capsys):
    ensure_posts(bureau)
    call_command("post_rights", "审计岗", add=["audit.view_all"], reason="兼管全站")
    call_command("post_rights", "审计岗", add=["audit.view_all"], reason="再来一次")
    call_command("post_rights", "审计岗", remove=["audit.view_entry"], reason="收回")
    changes = [entry.facts for entry in Entry.objects.filter(verb="organisations.post-rights")]
    assert [(one["added"], one["removed"]) for one in changes] == [
        (["audit.view_all"], []),
        ([], ["audit.view_entry"]),
    ]
    assert "audit.view_all" in capsys.readouterr().out
    for wrong in ({"add": ["audit.fly"], "reason": "x"}, {"add": ["audit.view_all"]}):
        with pytest.raises(SystemExit):
            call_command("post_rights", "审计岗", **wrong)
