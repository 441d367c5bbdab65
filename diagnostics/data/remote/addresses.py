"""Which machines may be spoken to: public ones, and those that the operator lists."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from diagnostics.data.remote.errors import Refused, Unreachable

Resolve = Callable[[str, int], Sequence[str]]

_TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits
_TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))  # 6to4 and Teredo, which may lead to any IPv4 address


def resolved(host: str, port: int) -> Sequence[str]:
    """Every address that the system knows for a name. Raises Unreachable where it knows none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"no address is known for {host!r}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(host: str, port: int, resolve: Resolve, allowed: Sequence[str]) -> Sequence[str]:
    """The addresses of a host, to connect to one of them and to nothing else.

    `allowed` lists hosts, or hosts with a port, that need not be public. Raises Refused where any address is private.
    """
    addresses = resolve(host, port)
    name = host.lower()
    if {name, f"{name}:{port}", f"[{name}]:{port}"} & {entry.lower() for entry in allowed}:
        return addresses
    for address in addresses:
        if not is_public(address):
            raise Refused(
                f"{host} has no public address; "
                "an operator may list it in DEADWEIGHT_ALLOW_HOSTS, or it may be read as a local path"
            )
    return addresses


def is_public(address: str) -> bool:
    """Whether an address belongs to the open internet; one that stands for an IPv4 address is judged as that."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if any(found in tunnel for tunnel in _TUNNELS) or found.is_site_local:
            return False
        found = _translated(found) or found
    special = found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback
    return found.is_global and not special


def _translated(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped
