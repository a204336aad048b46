"""责任科室 of the indicators: offered on the page 职责分工, told beside the indicator."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation
from huiyin.structure import subjects
from huiyin.structure.duties import charge_of

from .models import Indicator


def _key(code: str) -> str:
    return f"indicator:{code}"


def offered() -> Iterator[tuple[str, str]]:
    for code, name in Indicator.objects.filter(is_listed=True).values_list("code", "name"):
        yield _key(code), f"自查指标：{name}"


def units(indicator: Indicator, actor: Actor, day: date) -> list[str]:
    """The units that answer for it, in the agencies for which this actor acts."""
    charges = (
        charge_of(agency, _key(indicator.code), day)
        for agency in Organisation.objects.agencies().of(actor)
    )
    return [one.unit.name for one in charges if one is not None]


def unit_of(indicator: Indicator, agency: Organisation, at: datetime) -> Organisation:
    """Who answers for it at that moment; the agency itself where nobody was named."""
    charge = charge_of(agency, _key(indicator.code), timezone.localdate(at))
    return agency if charge is None else charge.unit


subjects.declare(offered)
