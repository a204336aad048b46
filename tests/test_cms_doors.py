"""Every address, hook and field of the CMS stands in a table: what it does, or that it is refused.

Wagtail writes around our actions. The door opens the editor of a document and closes the rest; an
update of Wagtail that brings an address, a hook or a field fails here until somebody has said what
becomes of it.
"""

import re
from pathlib import Path

import pytest
import wagtail
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, get_resolver
from lxml import html
from wagtail.models import Page, PagePermissionTester

from huiyin.accounts.forms import AccountForm
from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.desk.site import FORMS as SETTINGS
from huiyin.disclosure.cms import door
from huiyin.disclosure.models import AgencyPage, ColumnPage, DocumentPage, PortalPage
from huiyin.disclosure.tree.cms_rights import WritingOnly
from huiyin.editorial.tests.conftest import *  # noqa: F403 - people, and manuscripts in their states
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(staff, robot, morning):
    """A drafter of another agency."""
    other = Organisation.objects.create(name="别的局", slug="bj", short_name="别局", is_agency=True)
    user = User.objects.create_user("stranger", password="x", name="外人")
    post = ensure_posts(other)["信息起草岗"]
    appoint(user, post, actor=robot, at=morning, since=morning.date())
    return user


def words(text):
    return set(text.split())


REFUSED = {
    "": "wagtailadmin_explore_results wagtail_bulk_action wagtailadmin_choose_page"
    " wagtailadmin_choose_page_child wagtailadmin_choose_page_search"
    " wagtailadmin_choose_page_chosen_multiple wagtailadmin_choose_page_external_link"
    " wagtailadmin_choose_page_email_link wagtailadmin_choose_page_phone_link"
    " wagtailadmin_choose_page_anchor_link wagtailadmin_tag_autocomplete"
    " wagtailadmin_tag_model_autocomplete wagtailadmin_block_preview"
    " wagtailadmin_password_reset wagtailadmin_password_reset_done"
    " wagtailadmin_password_reset_confirm wagtailadmin_password_reset_complete"
    " wagtailadmin_error_test",
    "wagtailadmin_api:pages:": "listing detail find action",
    "wagtailadmin_api:documents:": "listing detail find",
    "wagtailadmin_api:images:": "listing detail find",
    "wagtailadmin_pages:": "add preview_on_add type_use choose_parent type_use_results usage"
    " add_subpage delete unpublish convert_alias search search_results move move_confirm"
    " set_page_position copy workflow_action collect_workflow_action_data"
    " confirm_workflow_cancellation workflow_preview set_privacy lock unlock"
    " revisions_unschedule workflow_history workflow_history_detail",
    "wagtailadmin_collections:": "index add edit delete set_privacy",
    "wagtailadmin_workflows:": "index index_results add enable disable edit usage usage_results"
    " remove add_task select_task_type task_index task_index_results edit_task disable_task"
    " enable_task task_chooser task_chooser_results task_chooser_create task_chosen",
    "wagtailadmin_reports:": "locked_pages locked_pages_results workflow workflow_results"
    " workflow_tasks workflow_tasks_results site_history site_history_results aging_pages"
    " aging_pages_results page_types_usage page_types_usage_results",
    "wagtaildocs:": "index index_results add edit delete add_multiple edit_multiple"
    " create_multiple_from_uploaded_document delete_multiple delete_upload_multiple document_usage",
    "wagtailimages:": "index index_results edit delete url_generator url_generator_output preview"
    " add image_usage add_multiple edit_multiple create_multiple_from_uploaded_image"
    " delete_multiple delete_upload_multiple",
    "wagtaildocs_chooser:": "choose choose_results chosen chosen_multiple create",
    "wagtailimages_chooser:": "choose choose_results chosen chosen_multiple create select_format",
    "wagtailusers_users:": "index index_results add edit delete history history_results usage copy",
    "wagtailusers_groups:": "index index_results add edit delete history history_results usage",
}
"""Beginning of a name → the rest: where nothing is done, whoever asks."""
OURS = words("/cms/login/ /cms/logout/ /cms/account/ /cms/jsi18n/")
"""Addresses of Wagtail's at which something of ours answers."""
HOOKS = {
    "the editor runs it": "before_edit_page after_edit_page",
    "its addresses are refused": """
        before_bulk_action after_bulk_action before_convert_alias_page after_convert_alias_page
        before_copy_page after_copy_page before_create_page after_create_page before_create_user
        after_create_user before_delete_page after_delete_page before_delete_user after_delete_user
        before_edit_user after_edit_user before_move_page after_move_page before_publish_page
        after_publish_page before_unpublish_page after_unpublish_page
    """,
    "its app is not installed": """
        before_create_snippet after_create_snippet before_delete_snippet after_delete_snippet
        before_edit_snippet after_edit_snippet before_edit_setting after_edit_setting
        before_publish after_publish before_unpublish after_unpublish
    """,
    "the portal serves its own pages": "before_serve_page before_serve_document",
}
"""Every hook that Wagtail runs before or after an act."""
FIELDS = {
    "the editor of a document saves a draft": (
        "title body doc_number formed_on issuer source author category theme genre effective_on"
        " keywords summary"
    ),
    "huiyin.web.settings.change": (
        "name domain id_code sponsor organiser contact icp_number police_number"
        " correction_address notice consultation_days feedback_days remind_days explain_percent"
        " expiring_days"
    ),
    "huiyin.accounts.actions": "username name email",
}
APPS = words("wagtail.users wagtail.documents wagtail.images wagtail.admin wagtail modelsearch")
"""What of Wagtail is installed: no snippets, redirects, forms, search promotions, sites, locales."""


def addresses():
    """(name, an address) of every pattern below /cms/."""
    for names, route in _walk(get_resolver(), (), ""):
        if route.startswith("cms/") and not (
            names[-1].startswith("wagtailadmin_") and f"/{route}" in OURS
        ):
            plain = route.replace("^", "").rstrip("$").replace(r"(\d+)", "1")
            plain = plain.replace(
                r"(live|earliest|\d+)\.\.\.(live|latest|\d+)", "earliest...latest"
            )
            yield ":".join(names), "/" + re.sub(r"<(\w+):\w+>|<\w+>", _part, plain)


def _part(match):
    return {"int": "1"}.get(match[1], "wagtailcore")


def _walk(resolver, names, route):
    for one in resolver.url_patterns:
        here = route + str(one.pattern)
        if isinstance(one, URLPattern):
            yield (*names, one.name or ""), here
        else:
            yield from _walk(one, (*names, one.namespace) if one.namespace else names, here)


ADDRESSES = list(addresses())
CLOSED = {f"{start}{name}" for start, listed in REFUSED.items() for name in words(listed)}
UNNAMED = {"/cms/test404/", "/cms/.*/"}


def test_every_address_is_in_the_table():
    open_to = {*door.OF_NOBODY, *door.OPEN, *door.EDITOR, *door.AT_THE_DESK}
    names = {name for name, address in ADDRESSES if address not in UNNAMED}
    assert names == CLOSED | open_to
    assert not CLOSED & open_to


def test_what_is_closed_is_closed_to_all_who_write(begun):
    """The administrator as well: 403 with a sentence, before anything is read or written."""
    page = begun().page
    before = Entry.objects.count()
    wrong = []
    root = User.objects.create_superuser("root", password="x", name="管理员")
    for user, method in ((root, "post"), (User.objects.get(username="drafter"), "get")):
        client = Client(raise_request_exception=False)
        client.force_login(user)
        for name, address in ADDRESSES:
            if name in CLOSED or address in UNNAMED:
                status = getattr(client, method)(address, {"title": "x"}).status_code
                wrong += [f"{user} {name} {address}: {status}"] if status != 403 else []
    assert not wrong
    assert all(re.search("[\u4e00-\u9fff]", door.instead(name)) for name in CLOSED)
    assert Entry.objects.count() == before
    assert Page.objects.get(pk=page.pk).title == page.title


def test_no_draft_of_another_agency_is_read_and_nothing_fails(
    begun, standing, staff, stranger, client
):
    """The editor of a draft and of a public document, by everybody."""
    pages = [begun(title="未公开的草稿甲").page, standing("published", title="已公开的甲").page]
    root = User.objects.create_superuser("root", password="x", name="管理员")
    people = {"visitor": None, "root": root, "stranger": stranger}
    people |= {name: User.objects.get(username=name) for name in ("drafter", "head")}
    wrong = []
    for who, user in people.items():
        client = Client(raise_request_exception=False)
        forger = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if user is not None:
            client.force_login(user)
            forger.cookies = client.cookies
        for page in pages:
            newest = page.get_latest_revision().pk
            for name, address in editor_of(page, newest):
                refused = forger.post(address)  # without a token the form is shown again
                if refused.status_code != 403:
                    wrong.append(f"{who} {name} without a token: {refused.status_code}")
                elif "草稿甲" in refused.text and who not in ("root", "drafter"):
                    wrong.append(f"{who} reads the draft at {name} without a token")
                answer = client.get(address)
                text = answer.content.decode() if not answer.streaming else ""
                if answer.status_code not in expected(who, name):
                    wrong.append(f"{who} {name}: {answer.status_code}")
                if "草稿甲" in text and who not in ("root", "drafter"):
                    wrong.append(f"{who} reads the draft at {name}")
    assert not wrong


def editor_of(page, revision):
    for name, address in ADDRESSES:
        if name in door.EDITOR:
            address = re.sub(
                r"(pages|wagtailcore/wagtailcore)/(1|wagtailcore)/", rf"\1/{page.pk}/", address
            )
            address = re.sub(r"revisions/1/", f"revisions/{revision}/", address)
            yield (
                name,
                address.replace("ping/wagtailcore/wagtailcore", "ping/disclosure/documentpage"),
            )


def expected(who, name):
    if who == "visitor":
        return {302}
    if who in ("stranger", "head"):
        return {403}
    return {200, 404, 405} if "session" in name or "preview_on" in name else {200, 302}


def test_what_the_editor_offers_is_not_refused(begun, staff, client):
    """Each link, button and menu entry of the editor and the history, followed by drafter and administrator."""
    page = begun().page
    wrong, followed = [], 0
    root = User.objects.create_superuser("root", password="x", name="管理员")
    for user in (root, User.objects.get(username="drafter")):
        client.force_login(user)
        for name in ("edit", "history"):
            text = client.get(f"/cms/pages/{page.pk}/{name}/").text
            for address in sorted(offered(text)):
                followed += 1
                if client.get(address).status_code not in (200, 302, 405):
                    wrong.append(f"{user} {name}: {address}")
    assert followed > 20
    assert not wrong


def offered(text):
    """Links of the page, those in its menu (a JSON document), and the targets of forms."""
    page = html.fromstring(text)
    addresses = {
        one.get("href") or one.get("action") for one in page.xpath("//a[@href] | //form[@action]")
    }
    (menu,) = page.xpath("//script[@id='wagtail-sidebar-props']")
    addresses |= set(re.findall(r'"(/(?:cms|desk)/[^"]*)"', menu.text))
    left = ("/cms/logout/", "/cms/sprite")
    assert "/desk/search/" in addresses
    return {
        a for a in addresses if a and a.startswith(("/cms/", "/desk/")) and not a.startswith(left)
    }


def test_every_hook_is_in_the_table():
    source = Path(wagtail.__file__).parent
    hooks = {
        name
        for path in source.rglob("*.py")
        if not {"tests", "test", "migrations"} & set(path.parts)
        for name in re.findall(r"[\"']((?:before|after)_[a-z_]+)[\"']", path.read_text("utf-8"))
        if re.search("_(page|user|snippet|setting|action|document)$|_(un)?publish$", name)
    }
    assert hooks == set().union(*map(words, HOOKS.values()))


def test_every_field_is_in_the_table(begun):
    page = begun().page
    kind = DocumentPage.get_edit_handler().get_form_class()
    form = kind(instance=page, for_user=User.objects.get(username="drafter"))
    assert set(form.fields) == words(FIELDS["the editor of a document saves a draft"])
    assert not form.formsets
    settings = {name for one in SETTINGS.values() for name in one.base_fields}
    assert settings == words(FIELDS["huiyin.web.settings.change"])
    assert set(AccountForm.base_fields) == words(FIELDS["huiyin.accounts.actions"])


def test_every_app_of_wagtail_is_in_the_table():
    installed = {app.name for app in apps.get_app_configs()}
    assert {name for name in installed if name.startswith(("wagtail", "modelsearch"))} == APPS


def test_wagtail_offers_nothing_but_writing(begun):
    """Each right of Wagtail's own over a page, of a superuser: writing in a document, reading its versions."""
    document = begun().page
    root = User.objects.create_superuser("root", password="x", name="管理员")
    rights = {name for name in dir(PagePermissionTester) if name.startswith("can_")}
    assert {
        name for name in rights if getattr(WritingOnly, name) is getattr(PagePermissionTester, name)
    } == {"can_view_revisions"}
    for kind in (DocumentPage, ColumnPage, AgencyPage, PortalPage):
        for page in (kind.objects.first(), Page.objects.get(pk=kind.objects.first().pk)):
            tester = page.permissions_for_user(root)
            arguments = {"can_move_to": (document,), "can_copy_to": (document,)}
            may = {name for name in rights if getattr(tester, name)(*arguments.get(name, ()))}
            wanted = {"can_view_revisions"} | ({"can_edit"} if kind is DocumentPage else set())
            assert may == wanted, kind
