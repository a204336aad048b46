"""Links of records: ours lead on while something is public there; of others nothing is known."""

import pytest

from huiyin.web import own_links
from huiyin.web.addresses import absolute

LINKS = [
    ("own path", "/i/1", True),
    ("own path, gone", "/i/2", False),
    ("own path with a query", "/i/1?page=2#end", True),
    ("whole address, gone", absolute("/i/2"), False),
    ("whole address", absolute("/i/1"), True),
    ("another site", "https://www.gov.cn/i/2", True),
    ("no address", "https://[x", False),
]


@pytest.mark.parametrize(("name", "link", "leads"), LINKS)
def test_a_link_leads_on_while_something_is_there(monkeypatch, name, link, leads):
    monkeypatch.setattr(own_links, "_lookups", [lambda path: path != "/i/2"])
    assert own_links.leads_on(link) is leads
