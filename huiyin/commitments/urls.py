"""Public addresses of the commitments."""

from .portal import COMMITMENTS

urlpatterns = COMMITMENTS.urls()
