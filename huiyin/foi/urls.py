"""Public addresses of applications for information."""

from django.urls import path

from .portal import apply, track

urlpatterns = [
    path("apply/", apply.guide, name="apply"),
    path("apply/start/", apply.start, name="apply-start"),
    path("apply/search/", apply.search, name="apply-search"),
    path("apply/review/", apply.review, name="apply-review"),
    path("apply/sent/", apply.sent, name="apply-sent"),
    path("apply/resume/", apply.resume, name="apply-resume"),
    path("apply/<slug:key>/", apply.step, name="apply-step"),
    path("track/", track.track, name="track"),
    path("track/end/", track.end, name="track-end"),
    path("track/act/<slug:name>/", track.act, name="track-act"),
    path("track/files/<int:pk>/", track.file, name="track-file"),
    path("track/letters/<int:pk>/", track.letter, name="track-letter"),
]
