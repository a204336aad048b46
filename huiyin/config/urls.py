"""Every door of the site."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as cms_urls
from wagtail.documents import urls as cms_document_urls

urlpatterns = [
    path("desk/", include("huiyin.desk.urls")),
    # The CMS brings a door of its own, without throttle and audit entry: there is only one door.
    path("cms/login/", RedirectView.as_view(pattern_name="sign-in", query_string=True)),
    path("cms/", include(cms_urls)),
    path("cms-documents/", include(cms_document_urls)),
    path("", include("huiyin.portal.urls")),
]
