"""Public addresses of licensing."""

from .portal import LICENCES

urlpatterns = LICENCES.urls()
