"""网站设置: changed by whoever administers the site, each change with its entry."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.registers.models import limits
from huiyin.web import settings
from huiyin.web.context import profile
from huiyin.web.models import SiteProfile

pytestmark = pytest.mark.django_db
PROFILE = {
    "name": "某市政府网", "domain": "x.example.gov.cn", "id_code": "3417990000", "sponsor": "某局",
    "contact": "0000-1", "icp_number": "演示ICP备0号", "police_number": "演示0号",
    "correction_address": "https://x.example/",
}  # fmt: skip


def sent(which, values):
    return {"which": which} | {f"{which}-{name}": value for name, value in values.items()}


def test_settings_are_saved_once_and_noted(db, actor, morning):
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x", name="管理员"))
    for _ in range(2):
        assert client.post("/desk/site/", sent("siteprofile", PROFILE)).status_code == 302
    assert SiteProfile.objects.get().name == "某市政府网"
    entry = Entry.objects.get(verb="web.siteprofile.set")
    assert (entry.actor_name, entry.facts["changes"]["sponsor"][1]) == ("管理员", "某局")
    days = dict.fromkeys(("consultation_days", "feedback_days", "expiring_days"), 20)
    days |= {"remind_days": 3, "explain_percent": 10}
    client.post("/desk/site/", sent("registersettings", days))
    changes = Entry.objects.get(verb="registers.registersettings.set").facts["changes"]
    assert (limits().consultation_days, changes["feedback_days"]) == (20, [30, 20])
    for wrong in ({}, {"which": "x"}, sent("siteprofile", PROFILE | {"name": ""})):
        assert client.post("/desk/site/", wrong).status_code == 422
    with pytest.raises(PermissionDenied):
        settings.change(profile(), {"name": "x"}, actor=actor("web.change_siteprofile"), at=morning)
    assert profile().name == "某市政府网"
