"""Addresses of the desk: what requests bring along."""

from django.urls import path

from huiyin.casework.gate import staff

from . import alike_desk, desk, grounds_desk, targets_desk, unsorted_desk
from .calls import desk as calls
from .calls import numbers_desk as numbers
from .categories import schemes_desk
from .rounds import rules_desk
from .surges import desk as surges
from .visits import terms_desk

urlpatterns = [
    path("hotline/call/", staff(calls.new), name="hotline-call-new"),
    path("hotline/call/beside/<slug:name>/", staff(calls.part), name="hotline-call-beside"),
    path("hotline/call/<slug:token>/", staff(calls.call), name="hotline-call"),
    path("hotline/callers/", staff(numbers.by_number), name="hotline-callers"),
    path("hotline/<int:pk>/calls/", staff(numbers.of_request), name="hotline-calls-of"),
    path("hotline-targets/", targets_desk.PAGE.view, name="hotline-targets"),
    path("hotline-categories/", schemes_desk.PAGE.view, name="hotline-categories"),
    path(
        "hotline-uncategorised/",
        staff(unsorted_desk.uncategorised),
        name="hotline-uncategorised",
    ),
    path("hotline-grounds/", grounds_desk.PAGE.view, name="hotline-grounds"),
    path("request-terms/", terms_desk.PAGE.view, name="request-terms"),
    path("collection-rules/", rules_desk.PAGE.view, name="collection-rules"),
    path("surges/<int:pk>/main/", staff(surges.make_main), name="hotline-surge-main"),
    path("hotline/<int:pk>/alike/", staff(alike_desk.alike), name="hotline-alike"),
    path("hotline/<int:pk>/read-reply/", staff(desk.read_reply), name="hotline-read-reply"),
    path("hotline/<int:pk>/files/<int:file>/", staff(desk.material), name="hotline-file"),
]
