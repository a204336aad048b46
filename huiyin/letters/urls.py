"""Public addresses of letters."""

from django.urls import path

from . import portal

urlpatterns = [
    path("verify/", portal.ask, name="verify"),
    path("verify/<str:code>/", portal.verify, name="verify-paper"),
]
