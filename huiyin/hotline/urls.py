"""Public addresses of the hotline."""

from django.urls import path

from . import portal

urlpatterns = [
    path("mistakes/", portal.mistakes, name="mistakes"),
    path("mistakes/sent/", portal.sent, name="mistake-sent"),
    path("mistakes/progress/", portal.progress, name="mistake-progress"),
]
