"""加处罚款: three in a hundred a day, never more than the fine, explained and never added by itself."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from huiyin.penalties import actions
from huiyin.penalties.surcharge import surcharge

from .test_moves import case, told, who  # noqa: F401 - fixtures
from .trial import DAY, SERVED, numbered

DUE = date(2026, 3, 17)


@pytest.mark.parametrize(
    ("unpaid", "days", "amount", "is_full"),
    [
        ("2000", 0, None, None),
        ("2000", -3, None, None),
        ("0", 5, None, None),
        ("2000", 1, "60.00", False),
        ("2000", 33, "1980.00", False),
        ("2000", 34, "2000", True),
        ("2000", 400, "2000", True),
        ("33.33", 1, "1.00", False),
        ("0.50", 1, "0.02", False),
    ],
    ids=["on the last day", "before it", "paid", "one day", "33 days", "34 days: the fine", "a year", "to the fen", "half a fen is up"],
)  # fmt: skip
def test_what_may_be_added(unpaid, days, amount, is_full):
    found = surcharge(Decimal(unpaid), DUE, DUE + timedelta(days=days))
    if amount is None:
        assert found is None
    else:
        assert (found.amount, found.is_full, found.days) == (Decimal(amount), is_full, days)


@pytest.fixture
def served(case, who):  # noqa: F811
    return actions.serve(actions.decide(told(case, who), **numbered(case), **who), **SERVED, **who)


@pytest.mark.django_db
def test_of_a_case_it_follows_from_its_service_and_payments(served, who):  # noqa: F811
    assert served.surcharge_on(DUE) is None
    assert served.surcharge_on(DUE + timedelta(days=2)).amount == 120
    part = actions.pay(served, amount=Decimal(500), paid_on=DAY, receipt="1", **who)
    assert part.surcharge_on(DUE + timedelta(days=2)).amount == 90
    late = actions.enforce(part, measure="paused", enforced_on=DAY, note="至6月底", **who)
    assert late.surcharge_on(DUE + timedelta(days=2)) is None, "time was given"
    again = actions.enforce(late, measure="urged", enforced_on=DAY, **who)
    assert again.surcharge_on(DUE + timedelta(days=100)).amount == 1500
    paid = actions.pay(again, amount=Decimal(1500), paid_on=DAY, receipt="2", **who)
    assert paid.surcharge_on(DUE + timedelta(days=2)) is None
