"""What administrators read on the desk until it is settled."""

from huiyin.desk import watch
from huiyin.personal.models import KeyCheck


def test_warnings_are_for_administrators_alone(settings, robot, actor):
    settings.WARNINGS = ["one", "two"]
    assert watch.warnings(robot) == ["系统设置：one", "系统设置：two"]
    assert watch.warnings(actor("foi.handle_application")) == []


def test_what_cannot_be_decrypted_is_named_in_words(settings, robot, db):
    settings.WARNINGS = []
    KeyCheck.objects.create(
        value="x",
        digest="",
        audit_digest="",
        noted_at="2026-01-01T00:00Z",
        unreadable={"hotline.ServiceRequest.caller_name": 2},
    )
    (line,) = watch.warnings(robot)
    assert "诉求人 2 个" in line
