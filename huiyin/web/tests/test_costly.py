"""One party gets so many costly pages at once; others, and everything else, go on."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, resolve

from huiyin.accounts.models import User
from huiyin.web.costly import NAMES, CostlyMiddleware


def names(patterns):
    for one in patterns:
        yield from names(one.url_patterns) if hasattr(one, "url_patterns") else [one.name]


def test_each_costly_page_is_an_address():
    assert set(names(get_resolver().url_patterns)) >= NAMES


def test_one_party_never_holds_every_thread(settings):
    settings.COSTLY_AT_ONCE = 2
    door = CostlyMiddleware(lambda request: HttpResponse())

    def begun(path="/search/", origin="192.0.2.1", user=None):
        request = RequestFactory().get(path, REMOTE_ADDR=origin)
        request.COOKIES = {"sessionid": "x"} if user else {}
        request.user, request.resolver_match = user or AnonymousUser(), resolve(path)
        return request, door.process_view(request)

    (first, _), (_, second) = begun(), begun("/licences.csv")
    assert second is None
    _, refused = begun()
    assert (refused.status_code, refused["Retry-After"]) == (429, "5")
    assert "请过几秒再试" in refused.content.decode()
    others = [begun(origin="192.0.2.2"), begun("/apply/"), begun(user=User(pk=1))]
    assert [answer for _, answer in others] == [None] * 3
    door(first)  # it ends
    assert begun()[1] is None
    assert begun()[1].status_code == 429


@pytest.mark.django_db
def test_a_form_without_a_token_is_counted_before_its_page_is_made_again(settings):
    settings.COSTLY_AT_ONCE = 0
    client = Client(enforce_csrf_checks=True)
    for address in ("/search/?q=x", "/feeds/search/?q=x", "/licences.xlsx", "/apply/search/?q=x"):
        assert client.post(address).status_code == 429, address
