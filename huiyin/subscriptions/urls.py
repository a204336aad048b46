"""Public addresses of the subscriptions."""

from django.urls import path

from . import portal

urlpatterns = [
    path("subscribe/", portal.ask, name="subscribe"),
    path("subscribe/sent/", portal.sent, name="subscribe-sent"),
    path("subscribe/confirm/<str:token>/", portal.confirm, name="subscribe-confirm"),
    path("subscribe/mine/<str:token>/", portal.manage, name="subscriptions"),
]
