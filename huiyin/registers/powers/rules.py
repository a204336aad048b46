"""Who may do what with the list of powers."""

from huiyin.casework.rights import Another

KEEP = "registers.keep_powers"
BY_ANOTHER = Another("registers.release_powers")
"""Than those who drafted the change."""
