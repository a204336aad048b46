"""Public addresses of the guide to licences."""

from django.urls import path

from . import portal

urlpatterns = [
    path("services/", portal.services, name="services"),
    path("services/<int:pk>/", portal.service, name="service"),
    path("services/<int:pk>/form/", portal.blank_form, name="service-form"),
]
