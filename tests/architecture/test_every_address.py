"""Every address of the desk stands in the table of the matrix, before anything else is green."""

from django.urls import get_resolver

from tests.matrix.doors import DOORS, OWN, ROOMS, name_of


def test_the_matrix_names_every_address():
    """Those below /desk/, and pictures of drafts; the CMS has its own table, the portal is everybody's."""
    resolver = get_resolver()
    routes = {
        name: resolver.reverse_dict.getlist(name)[0][0][0][0]
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    names = {name for name, route in routes.items() if route.startswith("desk/")} | {"picture"}
    known = {*map(name_of, DOORS), *ROOMS, *OWN}
    lost = ", ".join(sorted(names - known))
    assert not lost, f"say in tests/matrix/doors.py whom {lost} lets in, about which record"
    assert not known - names, "an address that is gone stands in tests/matrix/doors.py"
