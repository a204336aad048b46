"""网站自查: finds what an official inspection would find, beforehand."""
