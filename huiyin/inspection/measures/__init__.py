"""检查方法: the measures of the inspection, known by the names of their functions. All of them only read."""

from . import content, files, interaction, outside, pages, updating

MODULES = (content, files, interaction, outside, pages, updating)
