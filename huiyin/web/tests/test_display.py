"""长者版、无障碍、字号: one cookie, few forms of a page."""

import pytest
from django.test import RequestFactory

from huiyin.web.display import Display
from huiyin.web.kept import page_cache


@pytest.mark.parametrize(
    ("cookie", "classes"),
    [
        pytest.param("", "", id="nothing chosen"),
        pytest.param("elder", "elder", id="elder"),
        pytest.param("larger.access.dark", "access dark larger", id="in one order"),
        pytest.param("elder.dark.spoken", "elder", id="colours belong to the accessible mode"),
        pytest.param("elder.access", "elder", id="one mode only"),
        pytest.param("x.<script>.large", "large", id="words that are none"),
    ],
)
def test_the_cookie_is_read_into_few_forms(cookie, classes):
    request = RequestFactory().get("/")
    request.COOKIES["display"] = cookie
    assert Display.of(request).classes == classes
    assert page_cache.key_of(request).display == classes


@pytest.mark.parametrize(
    ("before", "choice", "after"),
    [
        pytest.param("", "elder", "elder", id="into elder mode"),
        pytest.param("elder.large", "access", "access.large", id="from one mode to the other"),
        pytest.param("access.dark.spoken.large", "standard", "large", id="back, size kept"),
        pytest.param("access.dark", "yellow", "access.yellow", id="other colours"),
        pytest.param("access.yellow", "light", "access", id="no colours"),
        pytest.param("access", "spoken", "access.spoken", id="read what is pointed at"),
        pytest.param("access.spoken", "silent", "access", id="be silent"),
        pytest.param("elder", "dark", "elder", id="no colours in elder mode"),
        pytest.param("large", "small", "", id="small type"),
        pytest.param("elder.large", "nonsense", "elder.large", id="a word that is none"),
    ],
)
def test_one_more_choice(before, choice, after):
    assert Display(set(before.split("."))).with_choice(choice).cookie == after
