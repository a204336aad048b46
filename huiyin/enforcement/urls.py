"""Public addresses of the inspections: what may be inspected, by whom, how often."""

from .portal import BODIES, ITEMS

urlpatterns = [*ITEMS.urls(), *BODIES.urls()]
