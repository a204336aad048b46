"""Suggestions for a request: what is learned, suggested, chosen, and never revealed."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.coordination.actions import reassign
from huiyin.coordination.models import Assignment
from huiyin.hotline.actions import amend, assign, categorise, keep_confidential, register
from huiyin.hotline.tests.trial import request as new
from huiyin.organisations.models import Organisation
from huiyin.routing import actions, sources, tally, tasks, training
from huiyin.routing.floor_desk import FLOORS
from huiyin.routing.learning import learn
from huiyin.routing.models import UNSET_PERCENT, Floor, Suggestion, Target, Version, floor

from .factories import closed, node

pytestmark = pytest.mark.django_db

LAMP = "我家楼下的路灯不亮了，请维修路灯"


@pytest.fixture
def learned(bureau, robot, morning):
    closed(bureau, robot, morning)
    return {
        target: training.train(bureau, target, learn=learn, actor=robot, at=morning)
        for target in Target
    }


@pytest.fixture
def waiting(bureau, robot, morning):
    return register(new(bureau, subject="路灯", content=LAMP), actor=robot, at=morning)


def test_the_likeliest_comes_first_with_the_words_that_spoke(learned, waiting, morning):
    suggestion, choices = actions.suggest(waiting, Target.UNIT, at=morning)
    assert choices[0].key == "duban"
    assert any("路灯" in word for word in choices[0].words)
    assert all(word in f"{waiting.subject}\n{LAMP}" for word in choices[0].words)
    assert choices[0].certainty > 0.5
    assert suggestion.version == learned[Target.UNIT]
    assert suggestion.choices[0] == ["duban", round(choices[0].certainty * 1000)]


def test_a_version_says_how_good_it_was_on_what_it_had_not_seen(learned):
    version = learned[Target.UNIT]
    assert (version.number, version.cases, version.classes) == (1, 60, 2)
    assert version.tried == 60
    assert 0.9 <= version.first_right <= 1
    assert Entry.objects.filter(verb="routing.version.train").count() == 2


def test_too_little_is_learned_from_nothing(bureau, robot, morning):
    closed(bureau, robot, morning, each=5)
    assert training.train(bureau, Target.UNIT, learn=learn, actor=robot, at=morning) is None
    assert not Version.objects.exists()


def test_before_there_is_enough_names_and_duties_are_compared(bureau, robot, morning):
    Organisation.objects.create(
        slug="ludeng", name="路灯管理所", short_name="路灯所", parent=bureau
    )
    request = register(new(bureau, content=LAMP), actor=robot, at=morning)
    suggestion, choices = actions.suggest(request, Target.UNIT, at=morning)
    assert (suggestion.version, suggestion.is_silent) == (None, False)
    assert [(one.key, one.certainty) for one in choices] == [("ludeng", 0)]
    assert "路灯" in choices[0].words


def test_a_choice_is_kept_with_its_place_and_day(learned, waiting, robot, morning):
    actions.suggest(waiting, Target.UNIT, at=morning)
    assign(waiting, actor=robot, at=morning, unit=Organisation.objects.get(slug="huanwei"))
    suggestion = Suggestion.objects.get(request=waiting, target=Target.UNIT)
    assert (suggestion.chosen, suggestion.place, suggestion.chosen_on) == (
        "huanwei",
        2,
        morning.date(),
    )
    task = Assignment.objects.of(waiting).get()
    other = {"unit": Organisation.objects.get(slug="duban"), "due_on": morning.date()}
    reassign(task, reason="属于监督事项", actor=robot, at=morning, **other)
    waiting.refresh_from_db()
    assert waiting.unit == other["unit"]
    suggestion.refresh_from_db()
    assert suggestion.chosen == "huanwei"  # what was chosen on the suggestion, not later


def test_a_category_is_noted_when_the_request_is_sorted(learned, waiting, robot, morning):
    actions.suggest(waiting, Target.CATEGORY, at=morning)
    lamps = node("市政设施")
    categorise(waiting, actor=robot, at=morning, category=lamps)
    suggestion = Suggestion.objects.get(request=waiting, target=Target.CATEGORY)
    assert (suggestion.chosen, suggestion.place) == (str(lamps.pk), 1)


def test_the_board_counts_what_was_chosen_on_a_suggestion(learned, bureau, robot, morning):
    for content, slug in ((LAMP, "duban"), (LAMP, "huanwei"), ("没有垃圾清运", "jiandu")):
        request = register(new(bureau, content=content), actor=robot, at=morning)
        actions.suggest(request, Target.UNIT, at=morning)
        unit, _ = Organisation.objects.get_or_create(
            slug=slug, defaults={"name": slug, "short_name": slug, "parent": bureau}
        )
        assign(request, actor=robot, at=morning, unit=unit)
    (month,) = tally.months(bureau.pk, Target.UNIT, morning.date())
    assert (month.first_day, month.decided, month.silent) == (date(2026, 3, 1), 3, 0)
    assert (month.first, month.three) == (1, 2)
    assert (str(month.first_share), str(month.three_share)) == ("33.3", "66.7")


def test_below_the_floor_nothing_is_suggested(learned, bureau, waiting, robot, morning):
    today, later = morning.date(), morning + timedelta(days=1)
    assert floor(bureau.pk, today) == UNSET_PERCENT

    def set_floor(percent, valid_from, at=morning):
        values = {"percent": percent, "valid_from": valid_from, "basis": "局办公会"}
        return FLOORS.set(agency=bureau, actor=robot, at=at, **values)

    assert str(set_floor(100, today)) == "把握下限 100%"
    set_floor(10, later.date())
    suggestion, _ = actions.suggest(waiting, Target.UNIT, at=morning)
    assert suggestion.is_silent
    suggestion, _ = actions.suggest(waiting, Target.UNIT, at=later)
    assert not suggestion.is_silent
    assert floor(bureau.pk, today - timedelta(days=1)) == UNSET_PERCENT
    with pytest.raises(ValidationError, match="早于今天"):
        set_floor(10, today, at=later)
    with pytest.raises(ValidationError, match="100"):
        set_floor(101, later.date())
    set_floor(60, today)  # the same day is set anew
    assert [row.percent for row in Floor.objects.order_by("valid_from")] == [60, 10]
    entry = Entry.objects.filter(verb="routing.floor.set").latest("pk")
    assert entry.facts == {"percent": 60, "valid_from": "2026-03-03", "basis": "局办公会"}


def test_a_floor_is_of_one_agency(bureau, robot, morning):
    elsewhere = Organisation.objects.create(
        name="别的局", short_name="别局", slug="bj", is_agency=True
    )
    values = {"percent": 90, "valid_from": morning.date(), "basis": "会"}
    FLOORS.set(agency=elsewhere, actor=robot, at=morning, **values)
    assert floor(bureau.pk, morning.date()) == UNSET_PERCENT


def test_only_the_head_sets_the_floor(bureau, actor, morning):
    values = {"percent": 60, "valid_from": morning.date(), "basis": "会"}
    with pytest.raises(MoveForbiddenError):
        FLOORS.set(agency=bureau, actor=actor("hotline.assign_request"), at=morning, **values)
    assert not Floor.objects.exists()


@pytest.mark.parametrize("values", [{"request_kind": "report"}, {"is_confidential": True}])
def test_of_what_is_confidential_nothing_is_learned_or_suggested(bureau, robot, morning, values):
    closed(bureau, robot, morning, **values)
    assert sources.closed_cases(bureau.pk, Target.UNIT) == []
    request = register(new(bureau, content=LAMP, **values), actor=robot, at=morning)
    with pytest.raises(ValidationError, match="保密"):
        actions.suggest(request, Target.UNIT, at=morning)
    assert not Suggestion.objects.exists()


def test_a_report_that_is_open_by_now_stays_out(bureau, robot, morning):
    closed(bureau, robot, morning, request_kind="report", open_reason="举报人同意")
    assert sources.closed_cases(bureau.pk, Target.UNIT) == []


def test_of_what_becomes_confidential_no_suggestion_stays(learned, waiting, robot, morning):
    actions.suggest(waiting, Target.UNIT, at=morning)
    keep_confidential(waiting, actor=robot, at=morning)
    assert not Suggestion.objects.exists()


def test_another_agency_is_not_learned_from(learned, morning, robot):
    elsewhere = Organisation.objects.create(
        name="别的局", short_name="别局", slug="bj", is_agency=True
    )
    assert sources.closed_cases(elsewhere.pk, Target.UNIT) == []
    assert actions.newest(elsewhere.pk, Target.UNIT) is None


def test_a_name_and_a_number_of_one_case_are_nowhere_in_what_is_stored(bureau, robot, morning):
    secret = (
        "我叫欧阳翡翠，电话13755556666，身份证341179199003072316，住幽兰巷，邮箱feicui@example.cn"
    )
    closed(bureau, robot, morning)
    once = closed(bureau, robot, morning, each=1, place="幽兰巷", caller_name="欧阳翡翠")
    for request in once:
        amend(request, actor=robot, at=morning, values={"content": f"{secret}，路灯不亮"})
    version = training.train(bureau, Target.UNIT, learn=learn, actor=robot, at=morning)
    weights = actions.weights_of(version.pk)
    stored = "".join(weights.grams)
    assert "路灯" in weights.grams
    assert not {gram for gram in weights.grams if set(gram) & set("欧阳翡翠幽兰巷")}
    assert not any(sign.isascii() or sign.isdigit() for sign in stored)
    for piece in ("欧阳", "翡翠", "13755556666", "341179", "feicui"):
        assert piece.encode() not in bytes(version.learned)


def test_one_person_who_writes_often_is_not_learned(bureau, robot, morning):
    closed(bureau, robot, morning)
    for place in range(12):
        closed_one = new(
            bureau, reference=f"X{place}", content="路灯不亮，翡翠阁没有人管", caller_phone="13700000001",
            unit=Organisation.objects.get(slug="duban"), answer_text="好", answered_on=date(2026, 3, 2),
        )  # fmt: skip
        register(closed_one, actor=robot, at=morning)
    version = training.train(bureau, Target.UNIT, learn=learn, actor=robot, at=morning)
    assert not {gram for gram in actions.weights_of(version.pk).grams if "翡" in gram}


def test_versions_that_suggested_nothing_go_and_old_ones_lose_their_numbers(
    learned, bureau, waiting, robot, morning
):
    actions.suggest(waiting, Target.UNIT, at=morning)
    for days in (1, 2, 400):
        training.train(
            bureau, Target.UNIT, learn=learn, actor=robot, at=morning + timedelta(days=days)
        )
    own = Version.objects.filter(target=Target.UNIT)
    assert sorted(own.values_list("number", flat=True)) == [1, 3, 4]
    assert bytes(own.get(number=1).learned) == b""
    assert own.get(number=4).learned


def test_a_new_version_suggests_anew_while_nothing_is_chosen(
    learned, bureau, waiting, robot, morning
):
    actions.suggest(waiting, Target.UNIT, at=morning)
    version = training.train(bureau, Target.UNIT, learn=learn, actor=robot, at=morning)
    suggestion, _ = actions.suggest(waiting, Target.UNIT, at=morning)
    assert suggestion.version == version
    assert Suggestion.objects.count() == 1


def test_the_night_trains_each_agency(bureau, robot, morning):
    closed(bureau, robot, morning)
    assert tasks.train() == "2 versions"
    assert Version.objects.filter(agency=bureau).count() == 2


def test_neither_the_web_nor_the_timetable_keeps_what_learns():
    """Its libraries would take each process half as much memory again."""
    script = """
import multiprocessing, sys
import django
django.setup()
import huiyin.config.urls, huiyin.routing.tasks, huiyin.routing.templatetags.routing
from huiyin.routing.apart import learner
from huiyin.routing.cases import Case, TooFewError
cases = [Case(("路灯不亮", "垃圾清运")[n % 2], "ab"[n % 2], str(n)) for n in range(400)]
cases = [Case(f"{case.text}{chr(0x5000 + n)}", case.key, case.person) for n, case in enumerate(cases)]
with learner() as learn:
    print(learn(cases).weights.likeliest("路灯")[0].key)
    try:
        learn(cases[:5])
    except TooFewError as error:
        print(error)
print(multiprocessing.active_children(), {"sklearn", "numpy", "scipy"} & set(sys.modules))
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.split("\n") == ["a", "5 cases, not two classes with 10 each", "[] set()", ""]
