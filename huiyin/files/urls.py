"""Addresses of public files."""

from django.urls import path

from . import views

urlpatterns = [path("<int:pk>/<str:name>", views.download, name="file")]
