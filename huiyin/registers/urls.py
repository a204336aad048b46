"""Public addresses of the special registers."""

from django.urls import path, re_path

from .portal import budgets, decisions, officers, powers

FORM = r"(?P<form>csv|xlsx|json)"

urlpatterns = [
    path("powers/", powers.powers, name="powers"),
    path("powers/<int:pk>/", powers.power, name="power"),
    re_path(rf"^powers\.{FORM}$", powers.download, name="powers-file"),
    path("officers/", officers.officers, name="officers"),
    re_path(rf"^officers\.{FORM}$", officers.download, name="officers-file"),
    path("budgets/", budgets.budgets, name="budgets"),
    path("budgets/<int:pk>/", budgets.sheet, name="budget"),
    re_path(rf"^budgets\.{FORM}$", budgets.download, name="budgets-file"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/thanks/", decisions.thanks, name="decision-thanks"),
    re_path(rf"^decisions\.{FORM}$", decisions.download, name="decisions-file"),
]
