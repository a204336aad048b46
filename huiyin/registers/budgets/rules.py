"""Who may do what with budgets."""

from huiyin.casework.rights import Another

KEEP, RELEASE = "registers.keep_budgets", "registers.release_budgets"
BY_ANOTHER = Another(RELEASE)
"""Than those who entered, changed or explained the figures."""
