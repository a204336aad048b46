"""Public addresses of the special registers."""

from django.urls import path

from .budgets import portal as budgets
from .decisions import portal as decisions
from .officers.portal import OFFICERS
from .powers import portal as powers

urlpatterns = [
    *powers.POWERS.urls(),
    path("powers/<int:pk>/", powers.power, name="power"),
    *OFFICERS.urls(),
    *budgets.BUDGETS.urls(),
    path("budgets/<int:pk>/", budgets.sheet, name="budget"),
    *decisions.DECISIONS.urls(),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/thanks/", decisions.thanks, name="decision-thanks"),
]
