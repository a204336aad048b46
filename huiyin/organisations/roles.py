"""The posts a bureau usually has, each with the permissions it needs and no more.

An office edits them afterwards; this is what a new agency begins with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor

from .models import Organisation, Post

_OWN: dict[str, tuple[str, ...]] = {
    "信息公开岗": ("letters.edit_template",),
    "信息公开负责人": (
        "casework.share_filter",
        "letters.edit_template",
        "letters.approve_template",
        "notices.view_notice",
    ),
    "分管领导": (
        "casework.share_filter",
        "letters.approve_template",
        "organisations.appoint",
        "organisations.lead",
    ),
    "信息起草岗": (),
    "部门审核岗": (),
    "保密审查岗": (),
    "信息发布岗": (),
    "审计岗": ("audit.view_entry",),
    "全站审计岗": ("audit.view_entry", "audit.view_all"),
    "全站自查岗": (),
    "系统管理岗": (
        "accounts.reset_second_factor",
        "casework.keep_clocks",
        "jobs.view_lastrun",
        "notices.view_notice",
        "organisations.appoint",
        "workdays.announce_notice",
    ),
}
"""The posts of every office in their order, with what they may in the apps that have no card."""
_LED_BY = "分管领导"
"""Before this post stand those that only one kind of matter needs."""
_granted: list[Mapping[str, tuple[str, ...]]] = []


def grant(posts: Mapping[str, tuple[str, ...]]) -> None:
    """Make known what usual posts may in one app; a name not met before is a post of its own."""
    _granted.append(posts)


def usual() -> dict[str, tuple[str, ...]]:
    """Name of a usual post → its rights, in the order in which an agency gets the posts."""
    added = [name for posts in _granted for name in posts if name not in _OWN]
    names = list(_OWN)
    place = names.index(_LED_BY)
    names[place:place] = dict.fromkeys(added)
    return {
        name: (*_OWN.get(name, ()), *(right for posts in _granted for right in posts.get(name, ())))
        for name in names
    }


@dataclass(frozen=True)
class Gap:
    """What an installation lacks of one usual post: rights of its group, the post in agencies."""

    name: str
    rights: list[str]
    agencies: list[Organisation]

    def __str__(self) -> str:
        """One line for a person: 岗位：权限…；新设于…."""
        parts = []
        if self.rights:
            labels = [f"{_permission(dotted).name}（{dotted}）" for dotted in self.rights]
            parts.append(f"增加权限 {'、'.join(labels)}")
        if self.agencies:
            parts.append(f"新设于 {'、'.join(agency.name for agency in self.agencies)}")
        return f"{self.name}：{'；'.join(parts)}"


def gaps(names: Iterable[str]) -> list[Gap]:
    """What the usual posts of these names lack. Rights beyond the usual ones are no matter."""
    gaps, roles = [], usual()
    agencies = list(Organisation.objects.agencies().order_by("pk"))
    for name in names:
        permissions = Permission.objects.filter(group__name=name)
        present = {
            f"{app}.{code}"
            for app, code in permissions.values_list("content_type__app_label", "codename")
        }
        placed = set(Post.objects.filter(name=name).values_list("organisation", flat=True))
        gap = Gap(
            name,
            [dotted for dotted in roles[name] if dotted not in present],
            [agency for agency in agencies if agency.pk not in placed],
        )
        if gap.rights or gap.agencies:
            gaps.append(gap)
    return gaps


@transaction.atomic
def fill(gaps: Iterable[Gap], *, actor: Actor, at: datetime) -> None:
    """补齐岗位权限: adds what `gaps` found and takes nothing away; one audit entry a post."""
    for gap in gaps:
        group, _ = Group.objects.get_or_create(name=gap.name)
        group.permissions.add(*[_permission(dotted) for dotted in gap.rights])
        for agency in gap.agencies:
            Post.objects.get_or_create(
                organisation=agency, name=gap.name, defaults={"group": group}
            )
        log.record(
            actor, "organisations.sync-posts", group, at=at,
            rights=gap.rights, agencies=[agency.name for agency in gap.agencies],
        )  # fmt: skip


@transaction.atomic
def change_rights(
    group: Group,
    *,
    add: Iterable[str],
    remove: Iterable[str],
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """调整岗位权限, of every post with this group; no entry if nothing differs.

    Raises:
        Permission.DoesNotExist: no such right.
    """
    permissions = set(group.permissions.select_for_update())
    more = {_permission(dotted) for dotted in add} - permissions
    fewer = {_permission(dotted) for dotted in remove} & permissions
    if not more and not fewer:
        return
    group.permissions.add(*more)
    group.permissions.remove(*fewer)
    log.record(
        actor, "organisations.post-rights", group, at=at, reason=reason,
        added=sorted(map(_dotted, more)), removed=sorted(map(_dotted, fewer)),
    )  # fmt: skip


def _dotted(right: Permission) -> str:
    return f"{right.content_type.app_label}.{right.codename}"


def ensure_posts(agency: Organisation) -> dict[str, Post]:
    """The usual posts of an agency with their groups; existing ones are left as they are."""
    groups = ensure_groups()
    there = set(agency.posts.values_list("name", flat=True))
    Post.objects.bulk_create(
        Post(organisation=agency, name=name, group=groups[name])
        for name in groups
        if name not in there
    )
    return {
        post.name: post for post in agency.posts.filter(name__in=groups).select_related("group")
    }


def ensure_groups() -> dict[str, Group]:
    """The groups of the usual posts with their rights; existing ones are left as they are."""
    roles = usual()
    there = {group.name: group for group in Group.objects.filter(name__in=roles)}
    return {name: there.get(name) or _group(name, rights) for name, rights in roles.items()}


def _group(name: str, rights: Iterable[str]) -> Group:
    group = Group.objects.create(name=name)
    group.permissions.set([_permission(dotted) for dotted in rights])
    return group


def _permission(dotted: str) -> Permission:
    app, _, codename = dotted.partition(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
