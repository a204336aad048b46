"""Terms to begin with; what was rated, extended, and answered by whom before, as the log has it."""

from datetime import date, datetime, time

from django.db import migrations
from django.utils import timezone

REQUEST = "hotline.servicerequest"
UNKNOWN = "（未记载）"
HAD_A_HAND = ("draft", "approve", "revise", "correct", "approve_correction", "answer_at_once")
TERMS = (
    ("hotline.contact", "", 24 * 60, "natural",
     "北京市接诉即办条例第十五条要求联系诉求人，未定时长；24小时是通行做法，请按本地办理制度核对"),
    ("hotline.contact", "mistake", 0, "natural", "网站找错不逐一联系，按找错的办理时限答复"),
    ("hotline.urgent", "", 24 * 60, "natural",
     "国家没有统一规定；24小时是默认值，请按本地办理制度核对"),
    ("hotline.critical", "", 2 * 60, "natural",
     "国家没有统一规定；2小时是默认值，请按本地办理制度核对"),
    ("hotline.visit", "", 1, "workdays",
     "办结次日回访（一些地方部门的12345办理制度）；请按本地办理制度核对"),
)  # fmt: skip


def _terms(apps):
    rows = apps.get_model("hotline", "RequestTerm").objects
    for clock, kind, amount, measure, basis in TERMS:
        rows.create(
            clock=clock, request_kind=kind, urgency="", amount=amount, measure=measure,
            basis=basis, valid_from=date(2000, 1, 1),
        )  # fmt: skip


def _visits(apps):
    """The moment is not known: the first one of its day."""
    requests = apps.get_model("hotline", "ServiceRequest").objects
    visits = apps.get_model("hotline", "Visit").objects
    entries = apps.get_model("audit", "Entry").objects.filter(verb=f"{REQUEST}.rate")
    who = {
        key: (person, name)
        for key, person, name in entries.order_by("pk").values_list(
            "subject_key", "actor_key", "actor_name"
        )
    }
    fields = ("pk", "satisfaction", "rated_on")
    for pk, satisfaction, rated_on in (
        requests.exclude(satisfaction="").order_by("pk").values_list(*fields).iterator()
    ):
        person, name = who.get(str(pk), ("", UNKNOWN))
        at = timezone.make_aware(datetime.combine(rated_on, time.min))
        visits.create(
            request_id=pk, door="table", at=at, is_reached=True, satisfaction=satisfaction,
            person_key=person, person_name=name,
        )  # fmt: skip
        requests.filter(pk=pk).update(visited_at=at, evaluated_on=rated_on)


def _hands(apps):
    """Whoever drafted or let out an answer, and who let it out last."""
    requests = apps.get_model("hotline", "ServiceRequest").objects
    entries = apps.get_model("audit", "Entry").objects
    verbs = [f"{REQUEST}.{name}" for name in HAD_A_HAND]
    hands, by, let_out = {}, {}, {}
    for key, verb, kind, person, name in (
        entries.filter(verb__in=verbs)
        .order_by("pk")
        .values_list("subject_key", "verb", "actor_kind", "actor_key", "actor_name")
    ):
        if kind == "person" and person not in hands.setdefault(key, []):
            hands[key].append(person)
        if verb.rpartition(".")[2] in ("approve", "approve_correction", "answer_at_once"):
            by[key] = name
            if kind == "person":
                let_out.setdefault(key, []).append([1, person])
    for key, persons in hands.items():
        requests.filter(pk=key).update(
            handlers=persons, answered_by=by.get(key, "")[:100], reviewers=let_out.get(key, [])
        )


def _extensions(apps):
    requests = apps.get_model("hotline", "ServiceRequest").objects
    entries = apps.get_model("audit", "Entry").objects.filter(verb=f"{REQUEST}.extend")
    for key, at in entries.order_by("pk").values_list("subject_key", "at"):
        requests.filter(pk=key, extended_on=None).update(extended_on=timezone.localdate(at))


def forward(apps, schema_editor):
    _terms(apps)
    _visits(apps)
    _hands(apps)
    _extensions(apps)


class Migration(migrations.Migration):
    dependencies = [("hotline", "0019_visits"), ("audit", "0006_opening")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
