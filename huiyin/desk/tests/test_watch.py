"""What administrators read on the desk until it is settled."""

from huiyin.desk import watch


def test_warnings_are_for_administrators_alone(settings, robot, actor):
    settings.WARNINGS = ["one", "two"]
    assert watch.warnings(robot) == ["one", "two"]
    assert watch.warnings(actor("foi.handle_application")) == []
