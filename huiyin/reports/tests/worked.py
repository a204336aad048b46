"""Figures → sentences about how the office worked: one row each for none, one and many."""

from decimal import Decimal

import pytest

from huiyin.reports.summary import hotline, licences, organisation, oversight

WORKED = [
    pytest.param(licences.weekly, {}, {}, [], id="no licence was published"),
    pytest.param(
        licences.weekly, {"licensing.published.weekly": Decimal("98.1")}, {},
        ["许可结果按周公示，有许可结果公示的周占98.1%。"], id="in most weeks",
    ),
    pytest.param(
        licences.weekly, {"licensing.published.weekly": Decimal(0)}, {},
        ["许可结果按周公示，没有一个工作周有公示。"], id="only in holidays",
    ),
    pytest.param(hotline.rounds, {}, {}, [], id="no round"),
    pytest.param(
        hotline.rounds,
        {"hotline.rounds": 491, "hotline.rounds-twice": Decimal("97.2"), "hotline.rounds-missed": 6},
        {},
        ["全年收集网上渠道来件491次，收集不少于两次的工作日占97.2%，漏收集的工作半日6个。"],
        id="rounds, and some missed",
    ),
    pytest.param(
        hotline.rounds,
        {"hotline.rounds": 2, "hotline.rounds-twice": Decimal(0), "hotline.rounds-missed": 0},
        {},
        ["全年收集网上渠道来件2次，没有一个工作日收集两次，没有漏收集的工作半日。"],
        id="once a day was enough",
    ),
    pytest.param(hotline.leadership, {}, {}, [], id="no duties"),
    pytest.param(hotline.rules, {"disclosure.systems": 0}, {}, [], id="no rule was issued"),
    pytest.param(organisation.planned, {}, {}, [], id="no plan"),
    pytest.param(
        organisation.planned,
        {"planning.due": 20, "planning.carried": 1, "planning.in-time.rate": Decimal(85),
         "planning.reported.rate": Decimal("92.3")},
        {},
        ["年度计划中应完成的工作任务20项，其中转入下年的1项，按期完成率85%，季度进展按时报送率92.3%。"],
        id="a plan",
    ),
    pytest.param(
        organisation.planned, {"planning.due": 1, "planning.in-time.rate": Decimal(0)}, {},
        ["年度计划中应完成的工作任务1项，均未按期完成。"], id="one task, late",
    ),
    pytest.param(organisation.assessed, {}, {}, [], id="no assessment"),
    pytest.param(
        organisation.assessed, {"assessment.begun": 1}, {},
        ["布置年度考核1件（一个单位一件）。"], id="one is assessed",
    ),
    pytest.param(organisation.results, {}, {}, [], id="no result"),
    pytest.param(
        organisation.results, {"assessment.confirmed": 7, "assessment.applied": 7}, {},
        ["确认年度考核结果7件，均记入责任人的岗位考核记录。"], id="all results are used",
    ),
    pytest.param(
        organisation.results, {"assessment.confirmed": 7, "assessment.applied": 2}, {},
        ["确认年度考核结果7件，其中记入责任人岗位考核记录的2件。"], id="some are used",
    ),
    pytest.param(
        organisation.results, {"assessment.confirmed": 7}, {},
        ["确认年度考核结果7件。"], id="none is used",
    ),
    pytest.param(organisation.heard, {}, {}, [], id="no category"),
    pytest.param(organisation.leading_group, {}, {}, [], id="no group"),
    pytest.param(organisation.persons, {}, {}, [], id="nobody in office"),
    pytest.param(oversight.mended, {}, {}, [], id="nothing to mend"),
    pytest.param(
        oversight.mended,
        {"rectification.issued": 2, "rectification.orders": 1, "rectification.circulars": 1,
         "rectification.failed": 1, "rectification.closed": 2},
        {},
        ["下达整改2件（限期整改1件、通报批评1件），复查没有通过、继续整改的1件，2020年末均已销号。"],
        id="both kinds, one twice",
    ),
    pytest.param(
        oversight.mended, {"rectification.issued": 1, "rectification.orders": 1}, {},
        ["下达整改1件（限期整改1件），2020年末均未销号。"], id="one is open",
    ),
    pytest.param(
        oversight.mended, {"rectification.issued": 3, "rectification.closed": 2}, {},
        ["下达整改3件，2020年末已销号2件。"], id="papers from outside",
    ),
    pytest.param(oversight.proposals, {}, {}, [], id="no suggestion"),
    pytest.param(
        oversight.proposals,
        {"proposals.received": 8, "proposals.suggestions": 5, "proposals.motions": 3,
         "proposals.replied": 8, "proposals.in-time.rate": Decimal(100),
         "proposals.met.rate": Decimal("87.5"), "proposals.satisfied.rate": Decimal(100)},
        {},
        ["承办人大代表建议和政协提案8件（代表建议5件、政协提案3件），均已答复，按时办复率100%，"
         "面商率87.5%，满意率（含基本满意）100%。"],
        id="suggestions and proposals",
    ),
    pytest.param(
        oversight.proposals, {"proposals.received": 1, "proposals.motions": 1}, {},
        ["承办人大代表建议和政协提案1件（政协提案1件），均未答复。"], id="one proposal, not answered",
    ),
]  # fmt: skip
"""What writes it, what the figures say, how many are left out, the sentences."""
