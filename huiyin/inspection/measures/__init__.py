"""检查方法: the measures of the inspection, known by the names of their functions. All of them only read."""

from huiyin.inspection.loading import shipped
from huiyin.measuring.base import names

from . import content, files, interaction, outside, pages, updating

MODULES = (content, files, interaction, outside, pages, updating)
for _indicator in shipped().values():
    names.setdefault(_indicator["measure"], (_indicator["name"], _indicator["rule"]))
