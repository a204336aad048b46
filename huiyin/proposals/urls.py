"""Public addresses of proposals."""

from .portal import LIST

urlpatterns = LIST.urls()
