"""Who may do what with the list of officers."""

from huiyin.casework.rights import Another

KEEP = "registers.keep_officers"
BY_ANOTHER = Another("registers.release_officers")
"""Than those who drafted the change."""
