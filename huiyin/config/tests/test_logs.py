"""What strangers send is no ERROR of the log: scanners would bury what wants a person."""

import logging

import pytest
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent

from huiyin.config.logs import VisitorsFaults


@pytest.mark.parametrize("fault", [DisallowedHost, RequestDataTooBig, TooManyFieldsSent])
def test_what_a_visitor_sent_is_one_line(fault):
    error = fault("Invalid HTTP_HOST header")
    said = logging.LogRecord(
        f"django.security.{fault.__name__}", logging.ERROR, "", 0, "%s", (error,),
        (fault, error, None),
    )  # fmt: skip
    assert VisitorsFaults().filter(said)
    line = logging.Formatter("%(levelname)s %(message)s").format(said)
    assert line == "WARNING Invalid HTTP_HOST header"


def test_what_went_wrong_here_stays_an_error():
    error = ValueError("x")
    said = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s", ("Internal",), (ValueError, error, None)
    )
    assert VisitorsFaults().filter(said)
    assert (said.levelname, said.exc_info[1]) == ("ERROR", error)


def test_every_line_of_the_log_goes_through_it(settings):
    (handler,) = settings.LOGGING["handlers"].values()
    filters = [settings.LOGGING["filters"][name]["()"] for name in handler["filters"]]
    assert "huiyin.config.logs.VisitorsFaults" in filters
