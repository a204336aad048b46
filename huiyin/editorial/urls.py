"""Addresses of pictures in documents."""

from django.urls import path

from . import portal

urlpatterns = [path("files/pictures/<int:pk>/<slug:digest>", portal.picture, name="picture")]
