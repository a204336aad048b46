"""Who leads, answers and acts, on the last day of the period: from duties and posts."""

import re
from collections import defaultdict
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from huiyin.organisations.models import Membership, Organisation, holds
from huiyin.reports.text import Citer, Noted, Runs
from huiyin.structure.duties import LeadingGroup, in_force
from huiyin.structure.subjects import kinds

from .phrases import joined

_BETWEEN = re.compile(r"[、，,\s]+")


def page(cite: Citer) -> str:
    """The page of the agency as of the last day."""
    day = urlencode({"on": cite.scope.end.isoformat()})
    return f"{reverse('organisation', args=[cite.agency_itself.slug])}?{day}"


def leading_groups(cite: Citer, word: str) -> list[Runs]:
    """领导小组 with this word in their names: head, deputies, members, office."""
    groups = in_force(LeadingGroup, cite.agency_itself, cite.scope.end)
    wanted = [one for one in groups if word in one.name]
    seats = {one.name: one.seat for one in cite.leaders} if wanted else {}
    return [_group(cite, one, seats) for one in wanted]


def _group(cite: Citer, one: LeadingGroup, seats: dict[str, str]) -> Runs:
    office = one.office if one.office.startswith("设") else f"为{one.office}"
    clauses = [
        ["设立", one.name],
        ["由", _titled(one.head, seats), "任组长"],
        [_titled(one.deputies, seats), "任副组长"] if one.deputies else [],
        [one.members, "为成员"] if one.members else [],
        ["领导小组办公室", office] if one.office else [],
    ]
    text = "，".join("".join(clause) for clause in clauses if clause).rstrip("。")
    return [Noted(text, page(cite)), "。"]


def _titled(names: str, seats: dict[str, str]) -> str:
    """霍振华 → 局长霍振华, for whoever has a seat in the leadership."""
    return "、".join(f"{seats.get(name, '')}{name}" for name in _BETWEEN.split(names) if name)


def in_charge(cite: Citer, word: str) -> Runs:
    """由副局长金国栋分管热线: the leaders in whose charge it is."""
    who = [f"{one.seat}{one.name}" for one in cite.leaders if word in one.duties]
    return ["由", Noted("、".join(who), page(cite)), f"分管{word}"] if who else []


def answering(cite: Citer, about: str) -> str:
    """The unit that answers for a kind of matter, as it was called; empty if none."""
    units = (row.unit for row in cite.charges if row.about == about)
    return next((unit.on(cite.scope.end).name for unit in units), "")


def departments(cite: Citer) -> list[Runs]:
    """责任分工: which unit answers for which kinds of matters."""
    words, units = dict(kinds()), defaultdict[str, list[str]](list)
    for row in cite.charges:
        if row.about in words:
            units[row.unit.on(cite.scope.end).name].append(words[row.about])
    clauses = [[f"{unit}负责{'、'.join(labels)}"] for unit, labels in units.items()]
    text = "，".join("".join(clause) for clause in clauses)
    return [["责任分工为：", Noted(text, page(cite)), "。"]] if text else []


def on_posts(cite: Citer, what: str, *rights: str) -> Runs:
    """明确信息公开岗1人、…负责…: how many hold the posts that give one of these rights."""
    given = Q()
    for right in rights:
        given |= holds(right)
    units = Organisation.objects.within(cite.agency_itself)
    held = Membership.objects.on(cite.scope.end).filter(
        given, stands_for__isnull=True, post__organisation__in=units
    )
    posts = held.values_list("post__name").annotate(number=Count("user", distinct=True))
    shown = [[Noted(f"{name}{number}人")] for name, number in posts.order_by("post__name")]
    return ["明确", *joined(shown, "、"), what] if shown else []
