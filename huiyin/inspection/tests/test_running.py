"""A run: one indicator after another, resumable, honest about what failed."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from huiyin.audit.models import Entry
from huiyin.inspection import actions, loading, running, tasks
from huiyin.inspection.models import Indicator, Inspection, Result
from huiyin.jobs.claims import claimed
from huiyin.measuring.base import Evidence, Measurement, Verdict, known, none_of

pytestmark = pytest.mark.django_db
State = Result.State
CODES = ("home-update", "footer", "open-data")


def test_its_name_tells_the_day_of_the_office():
    begun = Inspection(started_at=datetime(2026, 3, 2, 20, tzinfo=UTC))
    assert str(begun) == "网站自查 2026-03-03"


@pytest.fixture
def three(site, monkeypatch):
    """Only three indicators: a veto, a scored one, a bonus; each says what the test gives it."""
    shipped = {code: loading.shipped()[code] for code in CODES}
    monkeypatch.setattr(loading, "shipped", lambda: shipped)
    monkeypatch.setattr(actions, "shipped", lambda: shipped)
    met = Measurement(Verdict.MET, "1", "1")

    def say(code, answer=met):
        def measure(ask):
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setitem(known, shipped[code]["measure"], measure)

    for code in CODES:
        say(code)
    return say


@pytest.fixture
def run(robot, morning):
    def go():
        return running.run(running.start(actor=robot, at=morning), at=morning)

    return go


def result(inspection, code):
    return inspection.results.get(indicator__code=code)


def test_all_met(three, run):
    done = run()
    assert done.finished_at is not None
    assert (done.vetoes, done.score) == (0, Decimal("105.0"))  # 100 and the bonus of five


def test_a_veto_ends_the_score(three, run):
    three("home-update", none_of([Evidence("/", "旧")], "个"))
    done = run()
    assert (done.vetoes, done.score) == (1, None)
    assert result(done, "home-update").evidence == [["/", "旧"]]


def test_deductions_are_capped(three, run):
    three("footer", none_of([Evidence("/", str(n)) for n in range(80)], "项"))
    done = run()
    kept = result(done, "footer")
    assert (kept.deduction, kept.faults, len(kept.evidence)) == (Decimal(5), 80, 50)
    assert done.score == Decimal("100.0")  # 95 and the bonus


def test_one_that_fails_is_shown_and_stops_nothing(three, run):
    three("home-update", RuntimeError("磁盘满了"))
    done = run()
    failed = result(done, "home-update")
    assert failed.state == State.FAILED
    assert "磁盘满了" in failed.note
    assert result(done, "footer").state == State.MET
    assert done.vetoes == 0
    assert "1 项没有检查" in done.verdict


def test_an_unknown_measure_is_a_failure_of_one(three, run):
    loading.shipped()["footer"] = loading.shipped()["footer"] | {"measure": "gone"}
    assert result(run(), "footer").state == State.FAILED


def test_a_broken_off_run_is_carried_on(three, robot, morning):
    inspection = running.start(actor=robot, at=morning)
    assert running.step(inspection, at=morning)
    assert running.start(actor=robot, at=morning) == inspection
    running.run(inspection, at=morning)
    assert Inspection.objects.get().finished_at is not None


def test_what_a_dead_process_left_is_taken_up(three, robot, morning):
    inspection = running.start(actor=robot, at=morning)
    inspection.results.filter(indicator__code="footer").update(
        state=State.RUNNING, claimed_at=morning
    )
    with claimed("indicator.footer"):
        running.run(inspection, at=morning)
        assert Inspection.objects.get().finished_at is None, "somebody is still at it"
    running.run(inspection, at=morning)
    assert Inspection.objects.get().finished_at is not None


def test_the_right_is_needed(three, actor, morning):
    with pytest.raises(PermissionDenied):
        running.start(actor=actor(), at=morning)


def test_the_night_starts_and_the_minutes_carry_on(three):
    tasks.inspect()
    assert Inspection.objects.latest("pk").started_by == "系统"
    assert "合格" in tasks.carry_on()
    assert tasks.carry_on() == ""


class TestCommand:
    def run(self, capsys):
        call_command("inspect_site", "--json")
        return json.loads(capsys.readouterr().out)

    def test_json(self, three, capsys):
        report = self.run(capsys)
        assert (report["vetoes"], report["score"]) == (0, 105.0)
        assert [one["code"] for one in report["results"]] == list(CODES)

    def test_a_veto_is_exit_one(self, three, capsys):
        three("home-update", none_of([Evidence("/", "旧")], "个"))
        with pytest.raises(SystemExit) as stop:
            call_command("inspect_site")
        assert stop.value.code == 1
        assert "单项否决" in capsys.readouterr().out


class TestIndicators:
    @pytest.fixture
    def head(self, actor):
        return actor(actions.SET)

    def get(self, code):
        loading.load()
        return Indicator.objects.get(code=code)

    def test_all_are_loaded_once(self, db):
        loading.load()
        loading.load()
        assert Indicator.objects.count() == len(loading.shipped())
        assert {one.mark for one in Indicator.objects.all()} == {"V2", "U"}

    def test_what_the_office_set_stays(self, head, morning):
        actions.set_indicator(
            self.get("news"), {"threshold": 10}, reason="市里要求", actor=head, at=morning
        )
        loading.load()
        kept = Indicator.objects.get(code="news")
        assert (kept.threshold, kept.changed_by, kept.reason) == (10, head.name, "市里要求")
        assert Entry.objects.get(verb="inspection.indicator.set").facts["changes"] == {
            "threshold": [14, 10]
        }

    def test_and_can_be_taken_back(self, head, morning):
        changed = actions.set_indicator(
            self.get("news"), {"threshold": 10, "is_checked": False}, reason="某",
            actor=head, at=morning,
        )  # fmt: skip
        back = actions.restore_indicator(changed, actor=head, at=morning)
        assert (back.threshold, back.is_checked, back.changed_at) == (14, True, None)

    @pytest.mark.parametrize(
        ("code", "values", "reason", "said"),
        [
            pytest.param("home-update", {"threshold": 99}, "某", "不能修改", id="a verified one"),
            pytest.param("news", {"threshold": 10}, " ", "理由", id="no reason"),
            pytest.param("news", {"threshold": None}, "某", "限值", id="no limit"),
            pytest.param("news", {"threshold": 0}, "某", "限值", id="a limit of nothing"),
        ],
    )
    def test_what_is_refused(self, head, morning, code, values, reason, said):
        with pytest.raises(ValidationError, match=said):
            actions.set_indicator(self.get(code), values, reason=reason, actor=head, at=morning)
        assert Indicator.objects.get(code=code).changed_at is None

    def test_one_that_is_shipped_no_more_rests(self, three, run):
        Indicator.objects.create(code="old", name="旧", group="veto", part="旧", rule="旧")
        assert not run().results.filter(indicator__code="old").exists()

    def test_one_switched_off_is_not_checked(self, three, run, head, morning):
        actions.set_indicator(
            self.get("footer"), {"is_checked": False}, reason="某", actor=head, at=morning
        )
        assert not run().results.filter(indicator__code="footer").exists()
