"""The posts a bureau usually has, each with the permissions it needs and no more.

An office edits them afterwards; this is what a new agency begins with.
"""

from django.contrib.auth.models import Group, Permission

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
        "foi.see_personal",
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
        "foi.approve_extension",
        "foi.void_application",
        "foi.see_personal",
        "letters.edit_template",
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
        "foi.approve_extension",
        "licensing.view_ledger",
        "hotline.view_requests",
        "inspection.view_inspection",
        "organisations.appoint",
        "registers.view_powers",
        "registers.view_officers",
        "registers.view_budgets",
        "registers.view_decisions",
    ),
    "信息起草岗": ("editorial.draft", "editorial.view_manuscripts", "wagtailadmin.access_admin"),
    "部门审核岗": ("editorial.review_department", "editorial.view_manuscripts"),
    "保密审查岗": ("editorial.review_secrecy", "editorial.view_manuscripts"),
    "信息发布岗": ("editorial.release", "editorial.view_manuscripts"),
    "审计岗": ("audit.view_entry",),
    "系统管理岗": (
        "accounts.reset_second_factor",
        "inspection.run_inspection",
        "inspection.view_inspection",
        "notices.view_notice",
    ),
}


def ensure_posts(agency: Organisation) -> dict[str, Post]:
    """The usual posts of an agency with their groups; existing ones are left as they are."""
    return {name: _post(agency, name, permissions) for name, permissions in ROLES.items()}


def _post(agency: Organisation, name: str, permissions: tuple[str, ...]) -> Post:
    group, created = Group.objects.get_or_create(name=name)
    if created:
        group.permissions.set([_permission(dotted) for dotted in permissions])
    post, _ = Post.objects.get_or_create(organisation=agency, name=name, defaults={"group": group})
    return post


def _permission(dotted: str) -> Permission:
    app, _, codename = dotted.partition(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
