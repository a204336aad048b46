"""Public addresses of the hotline."""

from django.urls import path

from .portal import evaluating, messages, mistakes, receipts, texting
from .portal.published import MESSAGES_SHOWN

MISTAKE, MESSAGE = {"way": mistakes.WAY}, {"way": messages.WAY}

urlpatterns = [
    path("mistakes/", mistakes.mistakes, name="mistakes"),
    path("mistakes/sent/", receipts.sent, MISTAKE, name="mistake-sent"),
    path("mistakes/progress/", receipts.progress, MISTAKE, name="mistake-progress"),
    path("message/", messages.message, name="message"),
    path("message/sent/", receipts.sent, MESSAGE, name="message-sent"),
    path("message/progress/", receipts.progress, MESSAGE, name="message-progress"),
    path("message/texts/<str:code>/", texting.refuse, name="refuse-texts"),
    path("message/evaluate/<str:code>/", evaluating.evaluate, name="evaluate"),
    *MESSAGES_SHOWN.urls(),
]
