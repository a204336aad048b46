"""Every address without its last slash leads to the one with it, and to no other."""

import re

import pytest
from django.urls import get_resolver

from huiyin.web import slashes

pytestmark = pytest.mark.django_db


def routes(resolver, before=""):
    """Every pattern of the site as one would read it, with example values."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        else:
            yield route


def example(route):
    plain = re.sub(r"<int:\w+>", "1", route)
    return "/" + re.sub(r"<(?:str|slug|path|uuid)?:?\w+>", "a", plain)


ENDING_IN_SLASH = sorted(
    {example(route) for route in routes(get_resolver()) if re.fullmatch(r"[\w/<>:-]+/", route)}
)


def test_the_table_is_not_empty():
    assert {
        "/apply/",
        "/licences/",
        "/track/",
        "/desk/",
        "/desk/safety/",
        "/cms/",
        "/sitemap/",
    } <= set(ENDING_IN_SLASH)
    assert len(ENDING_IN_SLASH) > 150


def test_what_is_sent_is_sent_on(client):
    """308: method and body are kept, whatever is there. Of what is only read, see below."""
    query = "?page=1&q=%E5%85%AC%E5%BC%80"
    answers = {
        address: client.post(f"{address[:-1]}{query}", {"text": "a"}) for address in ENDING_IN_SLASH
    }
    assert {address: (308, f"{address}{query}") for address in answers} == {
        address: (answer.status_code, answer.get("Location")) for address, answer in answers.items()
    }


def test_what_is_there_with_a_slash_is_led_to(client):
    faults = []
    for address in ENDING_IN_SLASH:
        there, answer = client.get(f"{address}?q=a"), client.get(f"{address[:-1]}?q=a")
        exists = there.status_code != 404 or address.startswith(("/desk/", "/cms/"))
        wanted = (308, f"{address}?q=a") if exists else (404, None)
        if (answer.status_code, answer.get("Location")) != wanted:
            faults.append((address, answer.status_code))
    assert not faults


@pytest.mark.parametrize(
    "address",
    ["/nowhere", "/nowhere/at/all", "/licences/99999", "/messages/99999", "/apply/nosuch",
     "/wp-login.php", "/licences.csv2", "/sitemap.xml2", "/robots.txt.bak", "/feeds/nosuch"],
)  # fmt: skip
def test_what_is_nowhere_stays_nowhere(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/search", "/robots.txt", "/healthz", "/licences.csv", "/sitemap.xml", "/"]
)
def test_what_has_no_slash_of_its_own_answers(client, address):
    assert client.get(address).status_code == 200


def test_no_pattern_without_a_slash_is_led_away():
    """Each such pattern of the site answers for itself, whatever takes the same with a slash."""
    plain = {"/i/a/1.pdf", "/i/a/1.svg", "/i/a/1", "/licences.csv", "/powers.json", "/files/1/a",
             "/sitemap/documents-1.xml", "/search/suggest", "/search", "/feeds/cgj"}  # fmt: skip
    assert not [address for address in plain if slashes._lacks_slash(address)]


@pytest.mark.parametrize("address", ["//evil.example/apply", "/\\evil.example/apply", "/%0a/apply"])
def test_no_other_site_is_led_to(client, address):
    assert client.get("/", PATH_INFO=address).status_code == 404
