"""Public addresses of penalties."""

from .portal import PENALTIES, WITHDRAWALS

urlpatterns = [*PENALTIES.urls(), *WITHDRAWALS.urls()]
