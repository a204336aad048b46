"""Templates: they compile, and hold nothing that the content security policy would refuse."""

import re

import pytest
from django.template.loader import get_template

from . import tree

# Comments of the template language do not reach the browser.
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}", re.S)
INLINE = {
    "a script element without src": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=.application/(ld\+)?json)", re.I
    ),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[a-z][^<>]*\s(on[a-z]+|hx-on[\w:-]*)\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "a file from another host": re.compile(
        r"<(script|img|iframe)\b[^>]*\bsrc=.(https?:)?//|<link\b[^>]*\bhref=.(https?:)?//", re.I
    ),
}
OURS = [path for path in tree.templates() if path.is_relative_to(tree.ROOT / "huiyin")]


def _loaded_as(path):
    return "/".join(path.parts[path.parts.index("templates") + 1 :])


@pytest.mark.parametrize("path", [pytest.param(path, id=_loaded_as(path)) for path in OURS])
def test_template_compiles_and_obeys_the_policy(path):
    get_template(_loaded_as(path))
    source = COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert not [what for what, pattern in INLINE.items() if pattern.search(source)]


def test_the_patterns_find_what_they_are_for():
    bad = '<script>a()</script><style></style><p style="x"><a onclick="x" href="javascript:x"><img src="//cdn/x">'
    assert [what for what, pattern in INLINE.items() if pattern.search(bad)] == list(INLINE)
    good = '<script src="{% static \'web/x.js\' %}" defer></script><p class="style" data-on="1">1 on = 2</p>'
    assert not [what for what, pattern in INLINE.items() if pattern.search(good)]


POSTED = re.compile(r'<form\b[^>]*method="post".*?</form>', re.S)
TEXT = re.compile(
    r"<textarea|_form\.html|_field\.html|\{\{ (?:field|form)\b"
    r'|<input(?![^>]*type="(?:hidden|file|checkbox|radio|submit)")'
)
SHORT = {
    "accounts/": "passwords and codes are never kept",
    "desk/list.html": "the name of a filter",
    "desk/_reveal.html": "a reason of one line, which opens something",
    "desk/why.html": "a reason of one line, which opens something",
    "desk/import.html": "a file",
    "report_audit/check.html": "files",
    "reports/desk/annual_total.html": "files",
    "desk/_audit_heads.html": "heads, pasted from a letter",
    "proofreading/desk/wording.html": "a file",
    "foi/portal/track.html": "number and code",
    "foi/portal/resume.html": "a code",
    "foi/portal/status.html": "one choice",
    "hotline/portal/progress.html": "number and code",
}


@pytest.mark.parametrize("path", [pytest.param(path, id=_loaded_as(path)) for path in OURS])
def test_what_is_typed_into_a_form_is_kept(path):
    """Without `data-keep` a form loses its text with the session; the key says whose it is."""
    source, name = COMMENT.sub("", path.read_text(encoding="utf-8")), _loaded_as(path)
    forms = [form for form in POSTED.findall(source) if TEXT.search(form)]
    if name != "accounts/reset.html" and name.startswith(tuple(SHORT)):
        return
    for form in forms:
        head = form[: form.index(">")]
        assert "data-keep" in head, head
        assert "{% form_key %}" in form, head


def test_a_form_without_its_mark_is_found():
    (form,) = POSTED.findall('<p><form class="a" method="post"><textarea></textarea></form>')
    assert TEXT.search(form)
    assert not TEXT.search('<form method="post"><input type="hidden" name="a"><button>b</button>')
