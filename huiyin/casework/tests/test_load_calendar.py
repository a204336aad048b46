"""`huiyin load-calendar`: a new notice moves what is open, and nothing else."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from huiyin.audit.models import Entry
from huiyin.workdays.models import Notice
from huiyin.workdays.testing import as_toml, notice_of_2027

pytestmark = pytest.mark.django_db

NOTICE = as_toml(notice_of_2027(worked=(date(2026, 12, 27),)))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "2027.toml"
    path.write_text(NOTICE, encoding="utf-8")
    return path


@pytest.fixture
def matters(licence, morning):
    """Licences due before, over and after the new year, one of them published."""
    dates = {"published_on": None, "valid_from": date(2026, 1, 1), "valid_to": date(2028, 1, 1)}
    at = morning.replace(month=12, day=30)
    return {
        "early": licence("云城管许字〔2026〕1号", decided_on=date(2026, 12, 1), at=at, **dates),
        "over": licence("云城管许字〔2026〕2号", decided_on=date(2026, 12, 24), at=at, **dates),
        "published": licence(
            "云城管许字〔2026〕3号", decided_on=date(2026, 12, 24), at=at,
            **{**dates, "published_on": date(2026, 12, 25)},
        ),
    }  # fmt: skip


def run(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("load_calendar", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def dues(matters):
    for matter in matters.values():
        matter.refresh_from_db()
    return {name: matter.publish_due_on.isoformat() for name, matter in matters.items()}


OLD = {"early": "2026-12-10", "over": "2027-01-05", "published": "2027-01-05"}


def test_a_dry_run_tells_and_stores_nothing(file, matters):
    code, out, _ = run(file, "--dry-run", "--json")
    assert (code, json.loads(out)["saved"]) == (0, False)
    assert not Notice.objects.filter(year=2027).exists()
    assert dues(matters) == OLD
    assert not Entry.objects.filter(verb="workdays.notice.announce").exists()


def test_what_is_open_moves_and_is_audited(file, matters):
    code, out, _ = run(file, "--json")
    answer = json.loads(out)
    assert (code, answer["saved"]) == (0, True)
    assert answer["cases"] == [
        {
            "kind": "licences",
            "reference": "云城管许字〔2026〕2号",
            "old": "2027-01-05",
            "new": "2027-01-04",
            "provisional": False,
            "beside": [],
        }
    ]
    assert dues(matters) == {**OLD, "over": "2027-01-04"}
    entry = Entry.objects.get(verb="licensing.licence.recount")
    assert entry.facts["changes"] == {"publish_due_on": ["2027-01-05", "2027-01-04"]}
    assert entry.actor_kind == "system"
    assert "测试通知" in entry.facts["details"]["because"]


def test_loading_again_changes_nothing(file, matters):
    run(file)
    entries = Entry.objects.count()
    code, out, _ = run(file)
    assert (code, Entry.objects.count()) == (0, entries)
    assert "0 件" in out


def test_the_text_names_each_matter(file, matters):
    out = run(file, "--dry-run")[1]
    assert "云城管许字〔2026〕2号：2027-01-05 → 2027-01-04" in out
    assert "1 件在办事项的期限将变动" in out


@pytest.mark.parametrize("content", ["year = ", "year = 2027", ""])
def test_a_faulty_file_is_refused(file, matters, content):
    file.write_text(content, encoding="utf-8")
    code, out, err = run(file)
    assert (code, out) == (1, "")
    assert "2027.toml" in err
    assert dues(matters) == OLD


def test_a_missing_file_is_refused(tmp_path):
    assert run(tmp_path / "none.toml")[0] == 1


def test_without_a_file_what_is_open_is_recounted(matters):
    over = matters["over"]
    type(over).objects.filter(pk=over.pk).update(publish_due_on=date(2027, 1, 4))
    assert "2027-01-04 → 2027-01-05" in run("--dry-run")[1]
    assert dues(matters) == {**OLD, "over": "2027-01-04"}
    assert run()[0] == 0
    assert dues(matters) == OLD
    entry = Entry.objects.get(verb="licensing.licence.recount")
    assert entry.facts["details"]["because"] == "现行工作日历"
