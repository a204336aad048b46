"""行政许可 on the desk."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.letters import templates_desk
from huiyin.publicity.holders import HolderKind
from huiyin.subjects import seeing

from . import actions, certificates
from .forms import AmendLicenceForm, RegisterForm
from .models import Licence, LicenceCategory, Standing
from .sheet import SHEET

State = Licence.State
DAYS = [
    (end.value, str(end.label)) for end in (Standing.IN_FORCE, Standing.AHEAD, Standing.EXPIRED)
]
LATER: list[Callable[[Licence, Actor], list[tuple[str, str]]]] = []
"""What apps above know of a licence, as links on its page: its application, a renewal."""
PUBLICATION = [("yes", "公示中"), ("over", "公示期满"), ("withdrawn", "已撤下"), ("no", "未公示")]


def _categories(actor: Actor) -> Iterable[tuple[str, str]]:
    return list(LicenceCategory.objects.values_list("key", "name"))


def _awaiting_publication(licences: Any) -> Any:
    return licences.filter(state=State.VALID, published_on__isnull=True)


def _publicity(licences: Any, value: str) -> Any:
    if value == "yes":
        return licences.public()
    was_public = licences.valid().filter(published_on__isnull=False)
    if value == "over":
        return was_public.filter(withdrawn_on=None, shown_until__lt=timezone.localdate())
    if value == "withdrawn":
        return was_public.filter(withdrawn_on__isnull=False)
    return licences.filter(published_on=None)


def _links(licence: Licence, actor: Actor) -> list[tuple[str, str]]:
    links = []
    if licence.is_public:
        links.append(("在网站上查看公示", reverse("licence", args=[licence.pk])))
    if licence.published_on is not None:
        links.append(("公示回执", reverse("publicity-receipt", args=["licences", licence.pk])))
    may_read = certificates.READING.is_open_to(actor, licence)
    if may_read and (certificate := certificates.newest(licence)):
        address = reverse("licence-certificate", args=[licence.pk, certificate.pk])
        links.append((f"{certificate.title}（PDF）", address))
    links += _chain(licence)
    if any(actor.may(right, licence.agency_id) for right in templates_desk.PERMISSIONS):
        links.append(("修改许可证模板", reverse("licences-templates")))
    links += seeing.links(licence, actor)
    return [*links, *(link for said in LATER for link in said(licence, actor))]


def _chain(licence: Licence) -> list[tuple[str, str]]:
    """What it gave way to, and what gave way to it."""
    links = []
    if licence.successor is not None:
        how = "变更" if licence.state == State.CHANGED else "延续"
        links.append((f"{how}后的许可 {licence.successor}", licence.successor.get_absolute_url()))
    return links + [(f"原许可 {one}", one.get_absolute_url()) for one in licence.predecessors.all()]


ROOM = declare(
    Room(
        key="licences",
        label="行政许可",
        unit="件",
        sheet=SHEET,
        permissions=("licensing.view_ledger",),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("行政相对人", lambda r: r.shown_holder, "", "title"),
            "matter",
            "decided_on",
            "valid_to",
            "published_on",
            "publish_due_on",
            Column("效力", lambda r: r.standing_today.label, "state", "state"),
        ),
        filters=(
            Filter(
                "category",
                "统计类别",
                _categories,
                lambda licences, key: licences.filter(matter__category__key=key),
            ),
            by_choice("kind", "相对人类别", HolderKind.choices, "holder_kind"),
            Filter(
                "published",
                "公示",
                lambda actor: PUBLICATION,
                _publicity,
            ),
            Filter(
                "validity",
                "效力",
                lambda actor: DAYS,
                lambda licences, value: licences.of_standing(value, timezone.localdate()),
            ),
        ),
        search=("reference", "holder_name", "certificate_number", "content", "matter__name"),
        numbers=("reference", "certificate_number"),
        related=("agency", "matter", "successor"),
        todo=Todo(
            open=_awaiting_publication,
            is_open=lambda r: r.state == State.VALID and r.published_on is None,
            due="publish_due_on",
            step=lambda r: "公示",
            mine=of_states({"licensing.publish_licence": {State.VALID}}),
            steps={State.VALID: frozenset({"publish"})},
            heads=("licensing.void_licence",),
        ),
        forms={"amend": AmendLicenceForm},
        start=Start("register", RegisterForm, actions.register),
        # who enters a licence has read its papers; the ledger knows no narrower right
        personal_permission="licensing.register_licence",
        ledger="licences",
        standing=lambda r: r.standing_today.label,
        links=_links,
    )
)
