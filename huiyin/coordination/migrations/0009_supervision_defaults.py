"""When lights turn, who is told and what is supervised to begin with; and what old rows can say."""

from datetime import date

from django.db import migrations
from django.db.models import F

LIGHTS = "本系统默认：国家没有统一规定，请按本地督办办法修改"
LADDER = (
    "本系统默认：蚌埠市城管系统12345办理制度只说到期前提醒、到期次日催办、超期五个工作日通报，"
    "层级和时间请按本地督办办法修改"
)
SUPERVISED = "济南市12345条例第二十八条、潍坊市12345条例第二十六条列举督办情形；次数和答复期限是默认值，请按本地办法修改"
SINCE = date(2000, 1, 1)
TERMS = [  # key, yellow before, red after, measure
    ("other", 1, 0, "workdays"),
    ("coordination.supervision", 3, 0, "workdays"),
    ("coordination.sign", 240, 0, "office"),
]
RUNGS = [  # key, rung, side, amount, measure
    ("other", 1, "after", 0, "workdays"),
    ("other", 2, "after", 2, "workdays"),
    ("other", 3, "after", 5, "workdays"),
    ("coordination.sign", 1, "after", 0, "office"),
    ("coordination.sign", 2, "after", 1, "workdays"),
    ("coordination.sign", 3, "after", 3, "workdays"),
]
RULES = [  # cause, from how many on, working days for the answer
    ("overdue", 5, 3),
    ("repeated", 3, 3),
    ("group", 10, 3),
    ("refused", 2, 3),
    ("dissatisfied", 2, 3),
]


def forward(apps, schema_editor):
    light, rung, rule = (
        apps.get_model("coordination", name)
        for name in ("LightTerm", "RungTerm", "SupervisionRule")
    )
    light.objects.bulk_create(
        light(
            key=key,
            warn_before=before,
            late_after=after,
            measure=measure,
            valid_from=SINCE,
            basis=LIGHTS,
        )
        for key, before, after, measure in TERMS
    )
    rung.objects.bulk_create(
        rung(
            key=key, rung=number, side=side, amount=amount, measure=measure, valid_from=SINCE,
            basis=LADDER,
        )
        for key, number, side, amount, measure in RUNGS
    )  # fmt: skip
    rule.objects.bulk_create(
        rule(cause=cause, least=least, answer_days=days, valid_from=SINCE, basis=SUPERVISED)
        for cause, least, days in RULES
    )
    tasks = apps.get_model("coordination", "Assignment")
    tasks.objects.filter(state="returned").update(returned_on=F("closed_on"))
    _name_writers(apps)


def _name_writers(apps):
    """Whoever answered a supervision does not release it: of open ones the log says who did."""
    supervisions = apps.get_model("coordination", "Supervision").objects
    entries = apps.get_model("audit", "Entry").objects.filter(
        verb="coordination.supervision.answer_supervision", actor_kind="person"
    )
    supervisions.update(first_answered_on=F("answered_on"))
    for row in supervisions.exclude(state="released"):
        answers = entries.filter(subject_key=str(row.pk)).order_by("pk")
        row.writers = list(dict.fromkeys(answers.values_list("actor_key", flat=True)))
        row.save(update_fields=["writers"])


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0008_supervision_by_rule"),
        ("audit", "__first__"),
    ]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
