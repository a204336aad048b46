"""行政许可 on the desk."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import (
    Column,
    Filter,
    Room,
    Section,
    Start,
    Todo,
    by_choice,
    declare,
    of_states,
)
from huiyin.personal.fields import masked

from . import actions
from .forms import FORMS, RegisterForm
from .models import HolderKind, Licence, LicenceCategory, Standing

State = Licence.State
DAYS = [
    (end.value, str(end.label)) for end in (Standing.IN_FORCE, Standing.AHEAD, Standing.EXPIRED)
]
PUBLICATION = {"yes": Q(published_on__isnull=False), "no": Q(published_on__isnull=True)}


def _categories(actor: Actor) -> Iterable[tuple[str, str]]:
    return list(LicenceCategory.objects.values_list("key", "name"))


def _awaiting_publication(found: Any) -> Any:
    return found.filter(state=State.VALID, published_on__isnull=True)


def _links(licence: Licence, actor: Actor) -> list[tuple[str, str]]:
    shown = licence.published_on is not None and licence.state != State.VOIDED
    return [("在门户上查看公示", reverse("licence", args=[licence.pk]))] if shown else []


ROOM = declare(
    Room(
        key="licences",
        label="行政许可",
        unit="件",
        model=Licence,
        permissions=("licensing.view_ledger",),
        workflow=actions.workflow,
        columns=(
            Column("决定文书号", lambda r: r.reference, "reference", "reference"),
            Column("行政相对人", lambda r: r.shown_holder, "", "title"),
            Column("许可事项", lambda r: r.matter.name, "matter"),
            Column("决定日期", lambda r: r.decided_on, "decided_on", "date"),
            Column("有效期至", lambda r: r.valid_to, "valid_to", "date"),
            Column("公示日期", lambda r: r.published_on, "published_on", "date"),
            Column("应公示日期", lambda r: r.publish_due_on, "publish_due_on", "due"),
            Column("效力", lambda r: r.standing_today.label, "state", "state"),
        ),
        filters=(
            Filter(
                "category",
                "统计类别",
                _categories,
                lambda found, key: found.filter(matter__category__key=key),
            ),
            by_choice("kind", "相对人类别", HolderKind.choices, "holder_kind"),
            Filter(
                "published",
                "公示",
                lambda actor: [("yes", "已公示"), ("no", "未公示")],
                lambda found, value: found.filter(PUBLICATION[value]),
            ),
            Filter(
                "validity",
                "效力",
                lambda actor: DAYS,
                lambda found, value: found.of_standing(value, timezone.localdate()),
            ),
        ),
        date_column="decided_on",
        search=("reference", "holder_name", "certificate_number", "content", "matter__name"),
        numbers=("reference", "certificate_number"),
        related=("agency", "matter"),
        sections=(
            Section(
                "决定",
                (
                    "document_name",
                    "matter",
                    "licence_type",
                    "content",
                    "decided_on",
                    "valid_from",
                    "valid_to",
                    "certificate_name",
                    "certificate_number",
                    "issuer",
                    "source",
                    "remark",
                    "void_reason",
                ),
            ),
            Section(
                "行政相对人",
                (
                    "holder_name",
                    "holder_kind",
                    "holder_uscc",
                    "holder_registration",
                    "representative",
                    "representative_id",
                    "holder_id",
                ),
            ),
            Section("公示", ("publish_due_on", "published_on")),
        ),
        todo=Todo(
            open=_awaiting_publication,
            is_open=lambda r: r.state == State.VALID and r.published_on is None,
            due="publish_due_on",
            step=lambda r: "公示",
            mine=of_states({"licensing.publish_licence": {State.VALID}}),
            steps={State.VALID: frozenset({"publish"})},
            heads=("licensing.void_licence",),
        ),
        forms=FORMS,
        start=Start("register", RegisterForm, actions.register),
        personal={
            "holder_name": lambda r: r.shown_holder,
            "representative_id": lambda r: masked(r, "representative_id"),
            "holder_id": lambda r: masked(r, "holder_id"),
        },
        # who enters a licence has read its papers; the ledger knows no narrower right
        personal_permission="licensing.register_licence",
        ledger="licences",
        standing=lambda r: r.standing_today.label,
        links=_links,
        pointless=lambda r: frozenset({"publish"} if r.published_on else ()),
    )
)
