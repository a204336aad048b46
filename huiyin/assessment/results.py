"""考核结果: the confirmed totals of each group, and a ranking where there are enough to compare."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from huiyin.audit.actors import Actor

from .models import ANSWER, Assessment, PostResult
from .rules import VIEW
from .totals import FEWEST, ranking


@dataclass
class Row:
    """A confirmed result; `place` is None where nobody is ranked."""

    assessment: Assessment
    place: int | None
    posts: list[PostResult] = field(default_factory=list)


@dataclass
class Group:
    """考核组 of one agency and year."""

    name: str
    rows: list[Row]

    @property
    def is_ranked(self) -> bool:
        return any(row.place is not None for row in self.rows)

    @property
    def why_not(self) -> str:
        return "" if self.is_ranked else f"结果不足{FEWEST}个，不排名"


def years(actor: Actor) -> list[int]:
    """Those with a result that this person may see, newest first."""
    confirmed = Assessment.objects.visible_to(actor, VIEW, ANSWER).filter(state="confirmed")
    return list(confirmed.order_by("-year").values_list("year", flat=True).distinct())


def groups(actor: Actor, year: int) -> list[Group]:
    """The confirmed results of the groups in which this person sees one.

    Until its own result is confirmed, a unit sees nothing of the others; from then on it sees
    the totals of its group, and nothing else of them.
    """
    seen = Assessment.objects.visible_to(actor, VIEW, ANSWER).filter(state="confirmed", year=year)
    keys = sorted(set(seen.values_list("agency", "group")), key=lambda key: (key[0], key[1]))
    own = set(seen.values_list("pk", flat=True))
    return [_group(agency, name, year, own) for agency, name in keys]


def _group(agency: int, name: str, year: int, own: set[int]) -> Group:
    confirmed: QuerySet[Assessment] = Assessment.objects.filter(
        agency=agency, group=name, year=year, state="confirmed"
    ).select_related("unit")
    rows = {one.pk: one for one in confirmed}
    places = ranking({pk: one.total for pk, one in rows.items() if one.total is not None})
    posts: dict[int, list[PostResult]] = defaultdict(list)
    results = PostResult.objects.filter(assessment__in=own & rows.keys())
    for result in results.select_related("membership__post", "membership__user"):
        posts[result.assessment_id].append(result)
    if places:
        return Group(name, [Row(rows[p.key], p.place, posts[p.key]) for p in places])
    ordered = sorted(rows.values(), key=lambda one: one.unit.name)
    return Group(name, [Row(one, None, posts[one.pk]) for one in ordered])
