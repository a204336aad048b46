"""The network of a visitor, as far as it is one party."""

import ipaddress


def net(origin: str) -> str:
    """An IPv4 address; of IPv6 the /64, which one household or server holds whole.

    Never a /24: of an IPv4 network the neighbours are strangers to each other.
    """
    try:
        address = ipaddress.ip_address(origin)
    except ValueError:
        return origin
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(address), 64), strict=False))
        return str(address.ipv4_mapped)
    return str(address)
