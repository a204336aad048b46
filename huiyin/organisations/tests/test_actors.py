"""Rights come from the posts held today; appointing and dismissing is an audited act."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.actors import ActorKind, system
from huiyin.audit.models import Entry
from huiyin.organisations import roles, tasks
from huiyin.organisations.actions import AppointmentForbiddenError, appoint, dismiss
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Membership, Organisation, Post, held_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


def _right(name):
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


@pytest.fixture
def user(db):
    return User.objects.create_user("zhang", password="x", name="张测试")


@pytest.fixture
def post(bureau):
    group = Group.objects.create(name="测试岗")
    group.permissions.add(_right("foi.handle_application"))
    unit = Organisation.objects.get(slug="shenpi")
    return Post.objects.create(organisation=unit, name="经办", group=group)


@pytest.fixture
def held(user, post, robot, morning):
    def hold(since=TODAY, until=None):
        membership = appoint(user, post, actor=robot, at=morning, since=since)
        return (
            membership
            if until is None
            else dismiss(membership, actor=robot, at=morning, until=until)
        )

    return hold


def test_an_actor_takes_two_queries(held, user, bureau, django_assert_num_queries):
    held()
    user = User.objects.get(pk=user.pk)
    with django_assert_num_queries(2):
        actor = actor_of(user, "127.0.0.1")
    assert actor.grants == {bureau.pk: {"foi.handle_application"}}
    assert (actor.kind, actor.name, actor.origin) == (ActorKind.PERSON, "张测试", "127.0.0.1")


@pytest.mark.parametrize(
    ("since", "until", "may"),
    [
        pytest.param(-9 * DAY, None, True, id="still held"),
        pytest.param(0 * DAY, 0 * DAY, True, id="the last day is included"),
        pytest.param(-9 * DAY, -DAY, False, id="ended yesterday"),
        pytest.param(DAY, None, False, id="begins tomorrow"),
    ],
)
def test_rights_last_as_long_as_the_post(held, user, bureau, since, until, may):
    held(TODAY + since, None if until is None else TODAY + until)
    actor = actor_of(user)
    assert actor.may("foi.handle_application", bureau.pk) is may
    assert bool(actor.agencies) is may


def test_an_inactive_account_and_nobody_may_nothing(held, user):
    held()
    user.is_active = False
    for who in (user, AnonymousUser()):
        assert actor_of(who).kind is ActorKind.VISITOR
        assert not actor_of(who).may_somewhere("foi.handle_application")


def test_a_superuser_may_everything_and_a_new_account_nothing(user):
    assert actor_of(user).agencies == frozenset()
    user.is_superuser = True
    assert actor_of(user).may("anything", 1)
    assert actor_of(user).agencies is None


REVIEWER, HEAD = "foi.review_answer", "foi.sign_answer"


@pytest.fixture
def of_two(user, bureau, robot, morning):
    """Somebody who reviews at one agency, in a unit of it, and signs at another."""
    water = Organisation.objects.create(
        name="云溪市水务局", short_name="市水务局", slug="swj", is_agency=True
    )
    unit = Organisation.objects.get(slug="shenpi")
    for where, right in ((unit, REVIEWER), (water, HEAD)):
        group = Group.objects.create(name=right)
        group.permissions.add(_right(right))
        post = Post.objects.create(organisation=where, name=right, group=group)
        appoint(user, post, actor=robot, at=morning, since=TODAY)
    return actor_of(user), bureau.pk, water.pk


def test_a_right_belongs_to_the_agency_of_its_post(of_two):
    actor, here, there = of_two
    table = {
        (REVIEWER, here): True, (REVIEWER, there): False,
        (HEAD, here): False, (HEAD, there): True,
        (REVIEWER, None): False, (HEAD, 0): False,
    }  # fmt: skip
    assert {asked: actor.may(*asked) for asked in table} == table
    assert actor.agencies_with(REVIEWER) == {here}
    assert actor.agencies_with(REVIEWER, HEAD) == actor.agencies == {here, there}
    assert actor.agencies_with("foi.void_application") == frozenset()
    assert actor.may_somewhere(HEAD)
    assert not actor.may_somewhere("foi.void_application")
    assert [actor.sees(one) for one in (here, there, 0, None)] == [True, True, False, False]


def test_agencies_and_records_are_those_of_the_right(of_two):
    actor, here, there = of_two
    agencies = Organisation.objects.agencies()
    assert {one.pk for one in agencies.of(actor)} == {here, there}
    assert [one.pk for one in agencies.where(actor, HEAD)] == [there]
    assert [one.pk for one in agencies.where(actor, HEAD, REVIEWER)] == [here, there]
    assert held_in(actor, REVIEWER) == Q(agency__in=frozenset({here}))
    nobody = Q(pk__in=())
    everything = held_in(system("test"), REVIEWER, agency="pk")
    assert agencies.filter(nobody | everything).count() == 2
    nothing = held_in(actor, "foi.void_application", agency="pk")
    assert not agencies.filter(nobody | nothing).exists()


def test_two_posts_in_one_agency_add_up(held, user, bureau, robot, morning):
    held()
    group = Group.objects.create(name="兼职")
    group.permissions.add(_right(HEAD))
    second = Post.objects.create(organisation=bureau, name="兼职", group=group)
    appoint(user, second, actor=robot, at=morning, since=TODAY)
    assert actor_of(user).grants == {bureau.pk: {"foi.handle_application", HEAD}}


def in_group(user):
    return user.groups.filter(name="测试岗").exists()


def test_the_group_of_the_cms_follows_the_post(held, user, robot, morning):
    membership = held()
    assert in_group(user)
    dismiss(membership, actor=robot, at=morning, until=TODAY)
    assert not in_group(user)
    assert list(Entry.objects.exclude(verb="audit.open").values_list("verb", flat=True)) == [
        "organisations.appoint",
        "organisations.dismiss",
    ]


def test_a_dismissal_to_come_keeps_the_rights_until_then(held, user):
    membership = held(until=TODAY + 9 * DAY)
    assert in_group(user)
    Membership.objects.filter(pk=membership.pk).update(until=TODAY - DAY, since=TODAY - 9 * DAY)
    tasks.sync_groups()
    assert not in_group(user)


def test_an_appointment_to_come_begins_on_its_day(held, user):
    membership = held(since=TODAY + DAY)
    assert not in_group(user)
    Membership.objects.filter(pk=membership.pk).update(since=TODAY)
    tasks.sync_groups()
    assert in_group(user)


def test_other_groups_are_left_alone(held, user, robot, morning):
    user.groups.add(Group.objects.create(name="编辑"))
    dismiss(held(), actor=robot, at=morning, until=TODAY)
    assert user.groups.filter(name="编辑").exists()


def test_a_second_post_with_the_same_group_keeps_it(held, user, post, bureau, robot, morning):
    other = Post.objects.create(organisation=bureau, name="兼职", group=post.group)
    appoint(user, other, actor=robot, at=morning, since=TODAY)
    dismiss(held(), actor=robot, at=morning, until=TODAY)
    assert in_group(user)


def test_no_agency_gives_the_audit_of_the_whole_site_away(user, bureau, actor, robot, morning):
    post = roles.ensure_posts(bureau)["全站审计岗"]
    leader = actor("organisations.appoint", "audit.view_all")
    with pytest.raises(AppointmentForbiddenError, match="全站管理员"):
        appoint(user, post, actor=leader, at=morning, since=TODAY)
    held = appoint(user, post, actor=robot, at=morning, since=TODAY)
    assert Entry.objects.get(verb="organisations.appoint").agency_id == bureau.pk
    with pytest.raises(AppointmentForbiddenError, match="全站管理员"):
        dismiss(held, actor=leader, at=morning, until=TODAY)


@pytest.mark.parametrize("grants", [(), ("foi.handle_application",)])
def test_appointing_needs_the_right(user, post, actor, morning, grants):
    with pytest.raises(AppointmentForbiddenError):
        appoint(user, post, actor=actor(*grants), at=morning, since=TODAY)
    assert not Membership.objects.exists()


def test_nobody_appoints_in_another_agency(user, post, actor, morning):
    elsewhere = Organisation.objects.create(
        name="别的局", short_name="别局", slug="bj", is_agency=True
    )
    stranger = actor("organisations.appoint", agency=elsewhere)
    with pytest.raises(AppointmentForbiddenError):
        appoint(user, post, actor=stranger, at=morning, since=TODAY)


def test_what_cannot_be_is_refused(held, user, post, robot, morning):
    membership = held(since=TODAY)
    with pytest.raises(ValidationError, match="已经担任"):
        appoint(user, post, actor=robot, at=morning, since=TODAY + DAY)
    with pytest.raises(ValidationError, match="早于任职"):
        dismiss(membership, actor=robot, at=morning, until=date(2020, 1, 1))
    dismiss(membership, actor=robot, at=morning, until=TODAY)
    with pytest.raises(ValidationError, match="已于"):
        dismiss(membership, actor=robot, at=morning, until=TODAY + DAY)
    assert Membership.objects.count() == 1
