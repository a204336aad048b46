"""One setting names the site to the outside, and one function reads it."""

from pathlib import Path

import pytest

import huiyin
from huiyin.web.addresses import absolute

HERE = Path(huiyin.__file__).parent
READERS = {
    "config/settings.py": "declares it",
    "web/addresses.py": "is that function",
    "demo/management/commands/demo_serve.py": "sets it to the port that is served",
    "accounts/pictures.py": "stands below and takes the host's name only",
}


@pytest.mark.parametrize("base", ["https://www.example.gov.cn", "https://www.example.gov.cn/"])
def test_a_whole_address(settings, base):
    settings.WAGTAILADMIN_BASE_URL = base
    assert absolute("/i/a") == "https://www.example.gov.cn/i/a"
    assert absolute() == "https://www.example.gov.cn"


def test_nobody_else_reads_the_setting_or_asks_the_request():
    readers = {
        path.relative_to(HERE).as_posix()
        for path in HERE.rglob("*.py")
        if "tests" not in path.parts
        and any(word in path.read_text() for word in ("ADMIN_BASE_URL", "build_absolute_uri"))
    }
    assert readers == set(READERS)
