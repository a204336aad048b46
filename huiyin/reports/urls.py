"""Public addresses of reports."""

from django.urls import path

from . import portal

urlpatterns = [
    path("reports/<int:year>/annual.json", portal.annual_data, name="report-annual-data")
]
