"""查进度: whoever holds the number of a record and its query code is shown it.

An unknown number and a wrong code get the same answer, and wrong tries are counted against who
tries (`throttle.guessing`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from huiyin.common import codes, docnumber
from huiyin.personal import keys
from huiyin.throttle import budgets, guessing, known, refusing

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Window(Generic[M]):
    """Where the sender of one kind of record asks for it; `wrong` and `too_often` are its words.

    A record has a `reference` and the `query_digest` of its code.
    """

    secret: guessing.Secret
    records: Callable[[], QuerySet[M]]
    wrong: str
    too_often: str

    def find(self, reference: str, code: str) -> M | None:
        """The record of that number if the query code is its own, else None; void or not."""
        digest = keys.digest(code)
        for record in self.records().filter(reference__iexact=docnumber.normalise(reference)):
            own = str(getattr(record, "query_digest", ""))
            if own and constant_time_compare(own, digest):
                return record
        return None

    def asked(self, request: HttpRequest, form: Form) -> M | None:
        """The record of the form's `number` and `code`; what is wrong is said above the form.

        Raises:
            TooManyError: too many wrong tries, likewise said; nothing was compared.
        """
        number = codes.number(form.cleaned_data["number"])
        whose, origin = codes.whose(number), str(request.META.get("REMOTE_ADDR", ""))
        browser = known.browser(request, self.secret, whose)
        try:
            tried = guessing.begin(self.secret, whose, origin, at=timezone.now(), browser=browser)
        except budgets.TooManyError as many:
            form.add_error(None, f"{self.too_often}{refusing.again(many)}")
            raise
        record = self.find(number, codes.plain(form.cleaned_data["code"]))
        if record is None:
            form.add_error(None, self.wrong)
            return None
        tried.was_right()
        return record

    def remember(self, request: HttpRequest, response: HttpResponse, reference: str) -> None:
        """This browser was right about this record: its wrong tries count by themselves."""
        known.remember(request, response, self.secret, codes.whose(reference))
