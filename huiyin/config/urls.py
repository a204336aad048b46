"""Every door of the site."""

from django.urls import include, path
from wagtail.admin import urls as cms_urls
from wagtail.documents import urls as cms_document_urls

urlpatterns = [
    path("desk/", include("huiyin.desk.urls")),
    path("cms/", include(cms_urls)),
    path("cms-documents/", include(cms_document_urls)),
    path("", include("huiyin.portal.urls")),
]
