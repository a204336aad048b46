"""用语表 in force: the built-in list with an office's rows laid over it."""

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from huiyin import checks
from huiyin.checks import built_in
from huiyin.organisations.models import Organisation

from .models import Term


def in_use(agency: Organisation | None) -> tuple[checks.Term, ...]:
    """The terms for an office's texts; without an office the built-in ones."""
    if agency is None:
        return built_in()
    own = Term.objects.filter(agency=agency.agency)
    stamp = own.aggregate(rows=Count("pk"), last=Max("pk"), changed=Max("changed_at"))
    return _laid_over(agency.agency.pk, (connection.settings_dict["NAME"], *stamp.values()))


@lru_cache(maxsize=64)
def _laid_over(agency: int, _stamp: tuple[Any, ...]) -> tuple[checks.Term, ...]:
    rows = list(Term.objects.filter(agency=agency))
    replaced = {row.wrong for row in rows}
    terms = [term for term in built_in() if term.wrong not in replaced]
    return (*terms, *(row.as_term() for row in rows if row.is_active))
