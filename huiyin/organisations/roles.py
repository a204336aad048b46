"""The posts a bureau usually has, each with the permissions it needs and no more.

An office edits them afterwards; this is what a new agency begins with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor

from .models import Organisation, Post

ROLES: dict[str, tuple[str, ...]] = {
    "信息公开岗": (
        "disclosure.import_pages",
        "disclosure.view_statistics",
        "editorial.draft",
        "editorial.view_manuscripts",
        "wagtailadmin.access_admin",
        "foi.view_register",
        "foi.register_application",
        "foi.handle_application",
        "foi.record_answer",
        "foi.see_personal",
        "letters.edit_template",
        "inspection.run_inspection",
        "inspection.view_inspection",
        "registers.view_powers",
        "registers.keep_powers",
        "registers.view_officers",
        "registers.keep_officers",
        "registers.view_budgets",
        "registers.keep_budgets",
        "registers.view_decisions",
        "registers.keep_decisions",
        "registers.see_opinion_sender",
    ),
    "信息公开负责人": (
        "disclosure.change_columnpage",
        "disclosure.import_pages",
        "disclosure.view_statistics",
        "editorial.manage_chains",
        "editorial.view_manuscripts",
        "proofreading.edit_wording",
        "foi.view_register",
        "foi.register_application",
        "foi.assign_application",
        "foi.handle_application",
        "foi.review_answer",
        "foi.sign_answer",
        "foi.record_answer",
        "foi.confirm_answer",
        "foi.approve_extension",
        "foi.void_application",
        "foi.see_personal",
        "letters.edit_template",
        "letters.approve_template",
        "notices.view_notice",
        "licensing.view_ledger",
        "hotline.view_requests",
        "inspection.change_indicator",
        "inspection.run_inspection",
        "inspection.view_inspection",
        "registers.view_powers",
        "registers.keep_powers",
        "registers.view_officers",
        "registers.keep_officers",
        "registers.view_budgets",
        "registers.keep_budgets",
        "registers.view_decisions",
        "registers.keep_decisions",
        "registers.see_opinion_sender",
        "registers.void_register",
        "registers.release_budgets",
        "registers.release_decisions",
        "registers.release_powers",
        "registers.release_officers",
    ),
    "热线办理岗": (
        "hotline.view_requests",
        "hotline.register_request",
        "hotline.assign_request",
        "hotline.answer_request",
        "hotline.see_caller",
    ),
    "热线负责人": (
        "hotline.view_requests",
        "hotline.register_request",
        "hotline.assign_request",
        "hotline.answer_request",
        "hotline.publish_answer",
        "hotline.confide_request",
        "hotline.void_request",
        "hotline.see_caller",
    ),
    "行政审批岗": (
        "licensing.view_ledger",
        "licensing.register_licence",
        "licensing.publish_licence",
    ),
    "行政审批负责人": (
        "licensing.view_ledger",
        "licensing.register_licence",
        "licensing.publish_licence",
        "licensing.void_licence",
    ),
    "分管领导": (
        "disclosure.view_statistics",
        "foi.view_register",
        "foi.assign_application",
        "foi.sign_answer",
        "foi.confirm_answer",
        "foi.approve_extension",
        "foi.void_application",
        "letters.approve_template",
        "licensing.view_ledger",
        "hotline.view_requests",
        "inspection.view_inspection",
        "organisations.appoint",
        "registers.view_powers",
        "registers.view_officers",
        "registers.view_budgets",
        "registers.view_decisions",
        "registers.release_powers",
        "registers.release_officers",
    ),
    "信息起草岗": ("editorial.draft", "editorial.view_manuscripts", "wagtailadmin.access_admin"),
    "部门审核岗": ("editorial.review_department", "editorial.view_manuscripts"),
    "保密审查岗": ("editorial.review_secrecy", "editorial.view_manuscripts"),
    "信息发布岗": ("editorial.release", "editorial.view_manuscripts"),
    "审计岗": ("audit.view_entry",),
    "全站审计岗": ("audit.view_entry", "audit.view_all"),
    "系统管理岗": (
        "accounts.reset_second_factor",
        "backup.view_rehearsal",
        "ingest.open_migration",
        "inspection.run_inspection",
        "inspection.view_inspection",
        "notices.view_notice",
    ),
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
    """What the usual posts of these names lack against ROLES. Rights beyond ROLES are no matter."""
    found = []
    agencies = list(Organisation.objects.agencies().order_by("pk"))
    for name in names:
        held = Permission.objects.filter(group__name=name)
        present = {
            f"{app}.{code}" for app, code in held.values_list("content_type__app_label", "codename")
        }
        placed = set(Post.objects.filter(name=name).values_list("organisation", flat=True))
        gap = Gap(
            name,
            [dotted for dotted in ROLES[name] if dotted not in present],
            [agency for agency in agencies if agency.pk not in placed],
        )
        if gap.rights or gap.agencies:
            found.append(gap)
    return found


@transaction.atomic
def fill(found: Iterable[Gap], *, actor: Actor, at: datetime) -> None:
    """补齐岗位权限: adds what `gaps` found and takes nothing away; one audit entry a post."""
    for gap in found:
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


def ensure_posts(agency: Organisation) -> dict[str, Post]:
    """The usual posts of an agency with their groups; existing ones are left as they are."""
    groups = ensure_groups()
    there = set(agency.posts.values_list("name", flat=True))
    Post.objects.bulk_create(
        Post(organisation=agency, name=name, group=groups[name])
        for name in ROLES
        if name not in there
    )
    return {post.name: post for post in agency.posts.filter(name__in=ROLES).select_related("group")}


def ensure_groups() -> dict[str, Group]:
    """The groups of the usual posts with their rights; existing ones are left as they are."""
    groups = {group.name: group for group in Group.objects.filter(name__in=ROLES)}
    for name, rights in ROLES.items():
        if name not in groups:
            groups[name] = Group.objects.create(name=name)
            groups[name].permissions.set([_permission(dotted) for dotted in rights])
    return groups


def _permission(dotted: str) -> Permission:
    app, _, codename = dotted.partition(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
