"""The table of moves of the annual report; a measure of the plan as the tests of reports need one."""

from huiyin.planning.tests.trial import item as item

from .annual_trial import ANNUAL as ANNUAL
