"""Every door of the site."""

from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from wagtail.admin import urls as cms_urls

from huiyin.accounts.views import sign_out

urlpatterns = [
    path("desk/", include("huiyin.desk.urls")),
    # one door for all: the CMS's own would go around the throttle and the second factor
    path(
        "cms/login/",
        RedirectView.as_view(pattern_name="sign-in", query_string=True),
        name="cms-login",
    ),
    path("cms/logout/", sign_out, name="cms-logout"),
    path("cms/account/", RedirectView.as_view(pattern_name="safety"), name="cms-account"),
    path(
        "cms/jsi18n/",
        JavaScriptCatalog.as_view(packages=["wagtail.admin", "huiyin.web"]),
        name="cms-words",
    ),
    path("cms/", include(cms_urls)),
    path("api/", include("huiyin.api.urls")),
    path("", include("huiyin.portal.urls")),
]
handler500 = "huiyin.submissions.middleware.server_error"
