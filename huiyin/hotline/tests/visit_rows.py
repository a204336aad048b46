"""Rows of the table of moves about contacts, visits and second handlings."""

from datetime import date

from huiyin.audit.actors import guest
from huiyin.casework.testing import Row, stays
from huiyin.hotline.models import ServiceRequest

OPEN = ("received", "dispatched", "assigned", "drafted")
REGISTER, ASSIGN = "hotline.register_request", "hotline.assign_request"
GIVE = f"{ASSIGN} & coordination.coordinate"
ANSWER, HANDLE = "hotline.answer_request", "coordination.handle"
VISIT = "hotline.visit_request"
HURRY = {"urgency": "urgent", "reason": "有人受伤"}
SPOKEN = {"door": "phone", "reached": "yes", "note": "周二上午到现场"}
VISITED = {"door": "phone", "reached": "yes", "resolution": "resolved", "satisfaction": "fair"}
UPHELD = {"reason": "已到现场复查，灯是亮的"}
SAYS = {"resolution": "unresolved", "satisfaction": "dissatisfied", "words": "还是不亮"}


def asker(matter):
    """Whoever brought it, back by the link of its answer."""
    return guest("诉求人", matter.agency_id, key=matter.asker_key)


def objects(matter):
    """As if the person had said so."""
    ServiceRequest.objects.filter(pk=matter.pk).update(objected_on=date(2026, 3, 3))
    return ServiceRequest.objects.get(pk=matter.pk)


ROWS = {
    "contact": (
        Row(f"{ASSIGN} | {ANSWER}", to=stays("received", "joined"), arguments=SPOKEN),
        Row(f"{ASSIGN} | {ANSWER} | {HANDLE}", to=stays(*OPEN[1:], "suspended"), arguments=SPOKEN),
    ),
    "set_urgency": Row(f"{REGISTER} | {ASSIGN}", to=stays(*OPEN), arguments=HURRY),
    "visit": (
        Row(VISIT, barred=("draft", "approve"), to=stays("answered"), arguments=VISITED),
        Row(
            VISIT,
            barred=("draft", "approve"),
            unmet=("answered",),
            before=("visit",),
            arguments=VISITED,
        ),
    ),
    "evaluate": (
        Row(also=("asker",), system=False, to=stays("answered"), arguments=SAYS),
        Row(
            also=("asker",),
            system=False,
            unmet=("answered",),
            before=("visit",),
            arguments=SAYS,
        ),
    ),
    "ask_opinion": (
        Row(to=stays("answered")),
        Row(unmet=("answered",), before=("ask_opinion by system",)),
        Row(unmet=("answered",), before=("visit",)),
    ),
    "handle_again": (
        Row(GIVE, unmet=("answered",), arguments={"reason": "仍未修复"}),
        Row(
            GIVE,
            to={"answered": "received"},
            before=(objects,),
            arguments={"reason": "仍未修复"},
        ),
    ),
    "uphold": (
        Row(ANSWER, barred=("draft", "approve"), unmet=("answered",), arguments=UPHELD),
        Row(
            ANSWER,
            barred=("draft", "approve"),
            to=stays("answered"),
            before=(objects,),
            arguments=UPHELD,
        ),
    ),
}
