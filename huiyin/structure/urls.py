"""Public addresses of organisations."""

from django.urls import path

from . import portal

urlpatterns = [path("agencies/<slug:slug>/", portal.agency, name="organisation")]
