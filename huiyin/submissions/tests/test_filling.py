"""Filling a page: the fields of the form, and no other byte."""

import pytest

from huiyin.submissions import fields, filling

PAGE = """<!doctype html>
<p title="a&amp;b">x &lt; y &#8212; <br/></p>
<form data-keep method="post" action="/desk/a/"><input type="hidden" name="csrfmiddlewaretoken" value="t">
<input name="title" value="old" maxlength=9><input type="date" name="day">
<textarea name="text" rows="3">
old</textarea>
<select name="unit"><option value="">请选择</option><option value="1" selected>甲</option><option value="2">乙</option></select>
<label><input type="checkbox" name="many" value="a" checked>a</label><input type="checkbox" name="many" value="b">
<input type="radio" name="one" value="x"><input type="radio" name="one" value="y" checked>
<input type="file" name="file"><input type="password" name="password" value=""><button name="go" value="1">去</button></form>
<form method="post" action="/desk/a/"><input name="title" value="other"></form>
"""


def filled(kept, page=PAGE, path="/desk/page/"):
    return filling.fill(
        page,
        path,
        kept,
        lambda address, left, is_filled: (
            f"[{address} {sorted(left)}{'' if is_filled else ' not filled'}]"
        ),
    )


def test_without_anything_kept_not_a_byte_changes():
    assert filled({}) == PAGE
    assert filled({"/desk/b/": {"title": ["x"]}}) == PAGE


def test_each_kind_of_field_is_filled_and_the_rest_stays():
    kept = {
        "title": ['新"<标题>'], "day": ["2026-01-02"], "text": ["第一行\n</textarea><b>第二行"],
        "unit": ["2"], "many": ["b"], "one": ["x"], "gone": ["写了的"],
    }  # fmt: skip
    page = filled({"/desk/a/": kept})
    assert "[/desk/a/ ['gone']]<form data-keep" in page
    assert 'value="新&quot;&lt;标题&gt;"' in page
    assert 'name="day" value="2026-01-02"' in page
    assert "第一行\n&lt;/textarea&gt;&lt;b&gt;第二行</textarea>" in page
    assert '<option value="1">甲' in page
    assert '<option value="2" selected>乙' in page
    assert 'value="a">a' in page
    assert 'value="b" checked>' in page
    assert 'value="x" checked>' in page
    assert 'value="y">' in page
    assert 'name="password" value="">' in page
    assert '<input name="title" value="other">' in page
    assert page.startswith(PAGE[: PAGE.index("<form data-keep")])


def test_a_form_is_told_from_its_neighbour_by_its_hidden_fields():
    form = '<form data-keep action="/desk/a/"><input type="hidden" name="key" value="{0}"><input name="text" value=""></form>'
    page = filled({"/desk/a/": {"key": ["2"], "text": ["甲"]}}, form.format(1) + form.format(2))
    assert page == form.format(1) + "[/desk/a/ []]" + form.format(2).replace(
        'value=""', 'value="甲"'
    )


def test_what_fits_no_form_any_more_stands_above_it():
    form = '<form data-edit-form action="/desk/a/"><input type="hidden" name="loaded_revision_id" value="2"><textarea name="body">甲</textarea></form>'
    kept = {"loaded_revision_id": ["1"], "body": ["乙"]}
    assert filled({"/desk/a/": kept}, form) == "[/desk/a/ ['body'] not filled]" + form
    same = filled({"/desk/a/": kept | {"loaded_revision_id": ["2"]}}, form)
    assert ">\n乙</textarea>" in same


@pytest.mark.parametrize(
    ("action", "address"),
    [
        ("", "/desk/page/"),
        ("?page=2", "/desk/page/"),
        ("/desk/b/#c3", "/desk/b/"),
        ("../c/", "/desk/c/"),
    ],
)
def test_a_form_is_known_by_where_it_is_sent(action, address):
    form = f'<form data-keep action="{action}"><input name="a"></form>'
    assert filling.addresses(form, "/desk/page/") == {address}


@pytest.mark.parametrize(
    "name",
    ["password", "old_password", "new_password1", "code", "totp", "query_code", "recovery_code",
     "csrfmiddlewaretoken", "form_key", "offered", "offered.17"],
)  # fmt: skip
def test_secrets_and_tokens_are_never_kept(name):
    assert not fields.is_kept(name)


@pytest.mark.parametrize(
    "name", ["text", "code_0", "postcode", "uscc", "doc_number", "reason", "decision"]
)
def test_what_is_typed_is_kept(name):
    assert fields.is_kept(name)


def test_what_was_typed_is_called_as_the_form_calls_it():
    typed = {"wanted": ["请写明年份"], "with_letter": ["on"]}
    assert ("需要补正的内容", "请写明年份") in fields.labelled(typed)
    assert fields.labelled({"尚未知道的事项": ["甲"], "zzz": ["乙"], "empty": [" "]}) == [
        ("尚未知道的事项", "甲"), ("其他内容", "乙")
    ]  # fmt: skip
