"""Licences: where each is seen, and how it is undone."""

from datetime import date, timedelta

from huiyin.licensing import actions as licensing
from huiyin.licensing.tests import trial as licences
from huiyin.publicity.models import PublicityTerm

from .records import listed
from .world import Thing, page, pages


def licence_(world):
    new = licences.licence(
        world.bureau, holder_name="云溪市麒麟建设有限公司", valid_to=date(2030, 1, 1)
    )
    record = licensing.publish(licensing.register(new, **world.who), **world.who)
    is_listed = page(world, "/licences/?holder=麒麟建设", f'href="/licences/{record.pk}/')
    return record, {"by holder": is_listed} | listed(
        world, "licences", record, "麒麟建设",
        by_year="/licences/?year=2020", behind_the_figure="/reports/2020/figures/licensing.decided/",
    )  # fmt: skip


def licence_voided(world):
    record, places = licence_(world)
    return Thing(places, lambda: licensing.void(record, reason="重复", **world.who))


def licence_withdrawn(world):
    record, places = licence_(world)

    def redo():
        record.refresh_from_db()
        licensing.republish(record, **world.who)

    return Thing(places, lambda: licensing.withdraw(record, reason="有误", **world.who), redo)


def licence_expired(world):
    """Hidden by its date alone: no job is run."""
    PublicityTerm.objects.create(
        kind="licensing.licence", holder="organisation", months=1, counted_from="ended",
        valid_from=date(2000, 1, 1), basis="测试",
    )  # fmt: skip
    _, places = licence_(world)
    beyond = date(2030, 2, 2) - world.now.date()
    return Thing(places, lambda: world.clock.shift(beyond))


def _later(record, world, **values):
    """The decision that takes the place of this one."""
    values = {
        "reference": "云城管许字〔2020〕8889号",
        "holder_name": "云溪市样例园林有限公司",
        **values,
    }
    return licensing.register(licences.licence(world.bureau, **values), **world.who)


def licence_changed(world):
    """Off every door in the move; back as it was where it was entered in error."""
    record, places = licence_(world)
    by = _later(record, world, decided_on=record.decided_on).reference

    def redo():
        record.refresh_from_db()
        licensing.detach(record, reason="录错文号", **world.who)

    return Thing(places, lambda: licensing.change(record, by=by, **world.who), redo)


def licence_renewed(world):
    """Hidden by its date alone: no job is run."""
    record, places = licence_(world)
    until = world.now.date() + timedelta(days=9)
    type(record).objects.filter(pk=record.pk).update(valid_to=until)
    record.refresh_from_db()
    later = _later(record, world, decided_on=record.decided_on, valid_to=date(2100, 1, 1))
    licensing.renew(record, by=later.reference, **world.who)
    return Thing(places, lambda: world.clock.shift(timedelta(days=10)))


def licence_ended(move):
    """Stays counted and shown as decided; nowhere as one that is good."""

    def row(world):
        record, everywhere = licence_(world)
        places = pages(
            world,
            ("麒麟建设",),
            list="/licences/?validity=in-force",
            csv="/licences.csv?validity=in-force",
        )
        return Thing(
            places, lambda: getattr(licensing, move)(record, reason="依法", **world.who),
            elsewhere=everywhere,
        )  # fmt: skip

    return row
