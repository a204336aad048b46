"""The CMS speaks Chinese: nothing an editor can reach is left in English."""

import json
import re
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import Collection, Task, Workflow

OURS = Path(__file__).parents[1] / "locale" / "zh_Hans" / "LC_MESSAGES"
DOMAINS = ["django", "djangojs"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
LIBRARIES = [
    app for app in apps.get_app_configs() if app.name.split(".")[0] in {"wagtail", "taggit"}
]


def catalogue(folder, language, domain):
    file = Path(folder) / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(file)) if file.exists() else []


def said(entries):
    return {
        (entry.msgctxt, entry.msgid)
        for entry in entries
        if entry.msgstr.strip() or any(text.strip() for text in entry.msgstr_plural.values())
    }


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_text_of_the_editor_lacks_chinese(domain):
    english = {
        (entry.msgctxt, entry.msgid)
        for app in LIBRARIES
        for entry in catalogue(app.path, "en", domain)
    }
    chinese = said(polib.pofile(str(OURS / f"{domain}.po")))
    for app in LIBRARIES:
        file = Path(app.path) / "locale" / "zh_Hans" / "LC_MESSAGES" / f"{domain}.mo"
        if file.exists():  # what the library really shows is what was compiled
            chinese |= said(polib.mofile(str(file)))
    assert len(english) > 50
    assert english - chinese == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_translation_keeps_its_placeholders(domain):
    wrong = []
    for entry in polib.pofile(str(OURS / f"{domain}.po")):
        one, many = (
            set(PLACEHOLDER.findall(text))
            for text in (entry.msgid, entry.msgid_plural or entry.msgid)
        )
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            placeholders = set(PLACEHOLDER.findall(text))
            if text and not (one & many <= placeholders <= one | many):
                wrong.append((entry.msgid, text))
    assert not wrong


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_that_of_the_source(domain):
    source, compiled = (
        polib.pofile(str(OURS / f"{domain}.po")),
        polib.mofile(str(OURS / f"{domain}.mo")),
    )
    assert {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in source} == {
        (e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in compiled
    }


def test_the_script_of_the_editor_is_told_too(admin_client):
    answer = admin_client.get("/cms/jsi18n/").content.decode()
    catalogue = json.loads(
        re.search(r"const newcatalog = (\{.*?\});\n", answer, re.DOTALL).group(1)
    )
    assert catalogue["Changes have been autosaved."] == "修改已自动保存。"
    assert "Cancel" in answer


@pytest.mark.django_db
def test_what_a_new_database_begins_with_has_chinese_names():
    models = (Group, Task, Workflow, Collection)
    names = [name for model in models for name in model.objects.values_list("name", flat=True)]
    assert len(names) >= 4
    assert not [name for name in names if not re.search(r"[\u4e00-\u9fff]", name)]
