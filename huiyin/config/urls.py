"""Every door of the site."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from django.views.static import serve
from wagtail.admin import urls as cms_urls
from wagtail.documents import urls as cms_document_urls

from huiyin.accounts.views import sign_out

urlpatterns = [
    path("desk/", include("huiyin.desk.urls")),
    # one door for all: the CMS's own would go around the throttle and the second factor
    path("cms/login/", RedirectView.as_view(pattern_name="sign-in", query_string=True)),
    path("cms/logout/", sign_out),
    path("cms/jsi18n/", JavaScriptCatalog.as_view(packages=["wagtail.admin", "huiyin.web"])),
    path("cms/", include(cms_urls)),
    path("cms-documents/", include(cms_document_urls)),
    # pictures of pages: the data folder is closed to every other account, a proxy's too
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
    path("", include("huiyin.portal.urls")),
]
handler500 = "huiyin.submissions.middleware.server_error"
