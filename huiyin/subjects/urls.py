"""Public addresses of subjects."""

from django.urls import path

from . import portal

urlpatterns = [path("subjects/<slug:code>/", portal.one, name="subject")]
