"""The guide of the demonstration: what the office has checked, and what it has not."""

from huiyin.approvals.matter_rules import HandlingRule, rule_of, rules_on
from huiyin.demo import guide
from huiyin.licensing.models import LicenceMatter


def test_some_matters_are_checked_and_the_others_say_so(bureau, actor, morning):
    guide.set_rules(actor("approvals.keep_rules"), morning)
    day = morning.date()
    rules = {m.name: rules_on(day, m.pk) for m in LicenceMatter.objects.all()}
    checked = {name for name, held in rules.items() if held and held[""].is_checked}
    assert checked == set(guide.CONDITIONS)
    waste = rules[guide.WASTE]
    assert set(waste) == {"", *guide.SUB_KINDS}
    assert waste[""].kinds == list(guide.SUB_KINDS)
    for kind, materials in guide.SUB_KINDS.items():
        assert rule_of(waste, kind).listed == list(materials)
    assert HandlingRule.objects.filter(basis=guide.BASIS).count() == len(guide.CONDITIONS) + 3
