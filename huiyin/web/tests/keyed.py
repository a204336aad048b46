"""Addresses of a test: views that look at who asks, wherever somebody might add them."""

from django.http import HttpResponse
from django.urls import path

from huiyin.web.programs import says_who


def keyed(request):
    return HttpResponse(
        "for the holder of a key" if says_who(request.META) else "for everybody",
        content_type="text/plain",
    )


def varies(request):
    return HttpResponse("for everybody", headers={"Vary": "Accept, Authorization"})


urlpatterns = [path("api/keyed/", keyed), path("keyed/", keyed), path("varies/", varies)]
