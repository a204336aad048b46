"""The room and its generations under every order of look-up, store, change, expiry and clearing.

The database is a number here, and the clock stands still unless it is moved. Two workers are two
snapshots; what happens while a worker makes something happens inside of what he makes it with.
"""

from contextvars import copy_context
from datetime import date

import pytest
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.web.kept import memory
from huiyin.web.kept.memory import PAGE, VALUE, State, changed, pages, remembered, snapshot

TERM = 60


class World:
    """Content is its version; the day and the time move only when a test moves them."""

    version, day, time, is_away = 1, 1, 1000.0, False

    def state(self):
        if self.is_away:
            raise OperationalError("gone")
        return State(self.version, self.today())

    def today(self):
        return date(2026, 3, self.day)

    def monotonic(self):
        return self.time

    def change(self):
        self.version += 1

    def midnight(self):
        self.day = self.day % 28 + 1

    def wait(self, seconds=1.0):
        self.time += seconds


@pytest.fixture
def world(monkeypatch, settings):
    settings.PAGE_CACHE_SECONDS = TERM
    world = World()
    monkeypatch.setattr(memory, "_state", lambda: world.state())
    monkeypatch.setattr(memory, "_today", world.today)
    monkeypatch.setattr(memory, "time", world)
    pages.clear()
    yield world
    pages.clear()


def none():
    return None


EVENTS = {
    "a clearing": lambda world: pages.clear(),
    "a change": lambda world: (world.change(), world.wait()),
    "midnight": lambda world: (world.midnight(), world.wait()),
    "the end of the term": lambda world: world.wait(TERM + 1),
}


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("somebody_looks", [True, False])
def test_what_is_finished_after_an_end_is_kept_for_nobody(world, event, somebody_looks):
    """A page and a value, begun before and stored after; with or without another worker in between."""
    with snapshot() as slow:
        begun = slow.generation
        EVENTS[event](world)
        if somebody_looks:
            assert pages.now() is not begun
        begun.keep(PAGE, "/a/", "old")
        slow.value("tree", lambda: "old")
    with snapshot() as next_one:
        assert next_one.generation.get(PAGE, "/a/") is None
        assert next_one.value("tree", lambda: "new") == "new"


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("term", [TERM, 0], ids=["memory on", "memory off"])
def test_a_request_reads_one_generation_to_its_end(world, settings, event, term):
    settings.PAGE_CACHE_SECONDS = term
    with snapshot() as slow:
        first = slow.value("tree", object)
        EVENTS[event](world)
        copy_context().run(lambda: pages.now() if term else None)  # another worker goes on
        assert slow.value("tree", object) is first


def test_two_who_make_the_same_at_once_share_one(world):
    with snapshot() as slow, snapshot() as fast:
        meant = []
        mine = slow.value("tree", lambda: meant.append(fast.value("tree", object)) or object())
        assert meant == [mine]


def test_parts_end_with_the_whole(world):
    """An agency asked for at 0 s, a column at 30 s, the agency at 62 s: never a newer part beside."""

    @remembered
    def tree():
        return {"made": world.time}

    @remembered
    def catalogue():
        return {"tree": tree()}

    for moment in (0, 30, 62, 92, 124):
        world.time = 1000.0 + moment
        with snapshot():
            if moment != 0:
                assert catalogue()["tree"] is tree()
            tree()


def test_who_changes_goes_on_apart(world, monkeypatch):
    """What a request has changed and not committed is shown to itself alone."""
    with snapshot() as own:
        own.value("tree", lambda: "before")
        monkeypatch.setattr(memory.PublicVersion.objects, "filter", lambda **of: Rows())
        changed()
        assert own.value("tree", lambda: "uncommitted") == "uncommitted"
        assert own.value("list", lambda: "uncommitted") == "uncommitted"
    with snapshot() as other:
        assert other.value("tree", none) == "before"
        assert other.value("list", none) is None


class Rows:
    def update(self, **values):
        return 1


def test_a_change_while_a_value_is_made_keeps_it_out(world, monkeypatch):
    monkeypatch.setattr(memory.PublicVersion.objects, "filter", lambda **of: Rows())
    with snapshot() as own:
        own.value("tree", lambda: changed() or "uncommitted")
    with snapshot() as other:
        assert other.value("tree", lambda: "new") == "new"


def test_the_database_out_of_reach_ends_nothing_before_the_day(world, caplog):
    pages.now().keep(PAGE, "/a/", "kept")
    world.is_away = True
    world.wait(TERM + 1)
    assert pages.now().get(PAGE, "/a/") == "kept"
    assert "out of reach" in caplog.text
    world.is_away = False
    world.wait()
    assert pages.now().get(PAGE, "/a/") is None
    pages.now().keep(PAGE, "/a/", "kept")
    world.is_away = True
    world.midnight()
    world.wait()
    assert pages.now().get(PAGE, "/a/") is None


WORKERS = st.sampled_from([0, 1])
STEPS = st.recursive(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from(["change", "midnight", "clear"])),
            st.tuples(st.just("wait"), st.sampled_from([0.1, 0.6, TERM + 1])),
            st.tuples(st.sampled_from(["begin", "store"]), WORKERS),
            st.tuples(st.just("value"), WORKERS, st.just([])),
        ),
        max_size=4,
    ),
    lambda inner: st.lists(
        st.one_of(
            st.tuples(st.just("value"), WORKERS, inner),
            st.tuples(st.sampled_from(["begin", "store"]), WORKERS),
            st.tuples(st.sampled_from(["change", "clear"])),
            st.tuples(st.just("wait"), st.sampled_from([0.6])),
        ),
        max_size=5,
    ),
    max_leaves=4,
)


class Worker:
    """One request after the other; the state in which each began."""

    def __init__(self):
        self.seen, self.began = None, None


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_any_order_of_two_workers(steps):
    with pytest.MonkeyPatch.context() as patch:
        world = World()
        patch.setattr(memory, "_state", world.state)
        patch.setattr(memory, "time", world)
        patch.setattr("django.conf.settings.PAGE_CACHE_SECONDS", TERM)
        pages.clear()
        _run(steps, world, [Worker(), Worker()])
        pages.clear()


def _run(steps, world, workers):
    for name, *more in steps:
        if name in ("change", "midnight"):
            getattr(world, name)()
            world.wait(memory.LOOK_EVERY)  # the half second in which the old may still be seen
        elif name == "wait":
            world.wait(*more)
        elif name == "clear":
            pages.clear()
        else:
            worker = workers[more[0]]
            if name == "begin" or worker.seen is None:
                _begin(worker, world)
            if name == "store":
                worker.seen.generation.keep(PAGE, "/a/", worker.began)
            if name == "value":
                _value(worker, world, workers, more[1])


def _begin(worker, world):
    worker.seen, worker.began = memory.Snapshot(pages.now()), world.state()
    kept = worker.seen.generation.get(VALUE, "tree")
    page = worker.seen.generation.get(PAGE, "/a/")
    assert kept is None or kept[0] == world.state(), "a value of a state that has ended"
    assert page is None or page == world.state(), "a page of a state that has ended"


def _value(worker, world, workers, meanwhile):
    seen = worker.seen

    def make():
        read = world.state()  # what is made is made from what stood when the reading began
        _run(meanwhile, world, workers)
        return read

    value = seen.value("tree", make)
    assert value.version >= worker.began.version or worker.seen is not seen
    assert seen.value("tree", none) is value, "one thing for one key, to the end of the request"
