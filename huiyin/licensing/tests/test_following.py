"""变更、延续: one decision takes the place of another, on the ledger, on view and on its papers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from huiyin.letters.models import PaperCode
from huiyin.licensing import actions
from huiyin.licensing.models import Licence, LicenceMatter, Standing
from huiyin.publicity.models import Ending, Publication

pytestmark = pytest.mark.django_db
OLD, NEW = "云城管许字〔2026〕1号", "云城管许字〔2026〕2号"
TODAY = date(2026, 3, 3)
TERM = {"decided_on": TODAY, "valid_from": TODAY, "valid_to": date(2100, 1, 1)}


@pytest.fixture
def old(licence, robot, morning):
    """On view, and certified."""
    record = licence(OLD, **TERM)
    record = actions.certify(record, actor=robot, at=morning)
    return actions.publish(record, actor=robot, at=morning)


@pytest.fixture
def gives_way(old, licence, robot, morning):
    """The old one after this move by the new one."""

    def make(move, **values):
        licence(NEW, **{**TERM, **values})
        return getattr(actions, move)(old, actor=robot, at=morning, by=NEW)

    return make


def scanned(record):
    code = PaperCode.objects.get(file=record.certificates.last().pdf)
    return Client().get(f"/verify/{code.code}/").content.decode()


def test_a_changed_one_holds_no_longer_and_leaves_the_list(gives_way):
    record = gives_way("change")
    shown = Publication.objects.of(record).get()
    assert (record.state, record.standing_today) == ("changed", Standing.CHANGED)
    assert (record.is_public, shown.ending, NEW in shown.end_reason) == (
        False, Ending.ANNULLED, True,
    )  # fmt: skip
    assert record.status_code_today == "2"
    assert list(Licence.objects.get(reference=NEW).predecessors.all()) == [record]
    page = scanned(record)
    assert ("已变更" in page, "以变更后的许可为准" in page, NEW in page) == (True, True, False)


def test_a_renewed_one_holds_and_is_on_view_until_its_own_day(gives_way):
    record = gives_way("renew", valid_to=date(2101, 1, 1))
    assert (record.state, record.standing_today) == ("valid", Standing.IN_FORCE)
    assert record.shown_until == record.valid_to
    assert record.is_public_on(record.valid_to)
    assert not record.is_public_on(record.valid_to + timedelta(days=1))
    assert "有效。" in scanned(record)


def test_after_its_day_a_renewed_one_points_to_the_later_one(gives_way):
    record = gives_way("renew", valid_to=date(2101, 1, 1))
    Licence.objects.filter(pk=record.pk).update(valid_from=TODAY, valid_to=date(2026, 3, 4))
    page = scanned(record)
    assert ("已经延续" in page, NEW in page) == (True, False)


def test_a_renewal_after_the_end_takes_it_off_at_once(licence, robot, morning):
    """Applied for in time and decided late: deemed renewed meanwhile."""
    record = actions.publish(licence(OLD), actor=robot, at=morning)
    licence(NEW, **TERM)
    record = actions.renew(record, actor=robot, at=morning, by=NEW)
    assert (record.is_public, Publication.objects.of(record).get().ending) == (
        False, Ending.SUPERSEDED,
    )  # fmt: skip
    record = actions.detach(record, actor=robot, at=morning, reason="录错文号")
    assert (record.is_public, record.successor) == (True, None)


@pytest.mark.parametrize("move", ["change", "renew"])
def test_what_was_entered_in_error_is_as_before(gives_way, old, robot, morning, move):
    record = gives_way(move, valid_to=date(2101, 1, 1))
    record = actions.detach(record, actor=robot, at=morning, reason="录错文号")
    kept = ("state", "status_code", "published_on", "shown_until", "withdrawn_on", "successor_id")
    assert [getattr(record, name) for name in kept] == [getattr(old, name) for name in kept]
    assert (record.is_public, "有效。" in scanned(record)) == (True, True)


REFUSED = [
    pytest.param("change", {"reference": "别的〔2026〕1号"}, "没有这个文号", id="no such number"),
    pytest.param("change", {"valid_from": date(2099, 1, 1)}, "到那一天", id="not in force yet"),
    pytest.param("change", {"decided_on": date(2026, 3, 2)}, "早于", id="decided before"),
    pytest.param("renew", {"valid_to": date(2099, 1, 1)}, "不晚于", id="renewed for less"),
    pytest.param("change", {"matter": "占用城市道路审批"}, "与这件不同", id="another matter"),
]  # fmt: skip


@pytest.mark.parametrize(("move", "values", "said"), REFUSED)
def test_what_cannot_take_its_place(old, licence, robot, morning, move, values, said):
    if "matter" in values:
        values = {"matter": LicenceMatter.objects.get(name=values["matter"])}
    licence(**{"reference": NEW, **TERM, **values})
    with pytest.raises(ValidationError, match=said) as refused:
        getattr(actions, move)(old, actor=robot, at=morning, by=NEW)
    assert list(refused.value.message_dict) == ["by"]


def test_its_page_on_the_portal_leads_to_the_other(gives_way, robot, morning):
    record = gives_way("renew", valid_to=date(2101, 1, 1))
    later = actions.publish(record.successor, actor=robot, at=morning)
    pages = [Client().get(f"/licences/{one.pk}/").content.decode() for one in (record, later)]
    assert f'href="/licences/{later.pk}/"' in pages[0]
    assert f'href="/licences/{record.pk}/"' in pages[1]


def test_both_are_linked_on_the_desk(gives_way, client, django_user_model):
    record = gives_way("change")
    client.force_login(django_user_model.objects.create_superuser("head", password="x", name="甲"))
    pages = [
        client.get(f"/desk/licences/{one.pk}/").content.decode()
        for one in (record, record.successor)
    ]
    assert f"变更后的许可 {NEW}" in pages[0]
    assert f"原许可 {OLD}" in pages[1]
