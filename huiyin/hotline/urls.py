"""Public addresses of the hotline."""

from django.urls import path

from .portal import messages, mistakes, published, receipts

MISTAKE, MESSAGE = {"way": mistakes.WAY}, {"way": messages.WAY}

urlpatterns = [
    path("mistakes/", mistakes.mistakes, name="mistakes"),
    path("mistakes/sent/", receipts.sent, MISTAKE, name="mistake-sent"),
    path("mistakes/progress/", receipts.progress, MISTAKE, name="mistake-progress"),
    path("message/", messages.message, name="message"),
    path("message/sent/", receipts.sent, MESSAGE, name="message-sent"),
    path("message/progress/", receipts.progress, MESSAGE, name="message-progress"),
    path("messages/", published.messages, name="messages"),
    path("messages/<int:pk>/", published.one, name="message-published"),
]
