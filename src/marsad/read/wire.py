"""Connections that lead only where they may: a host is resolved once, only addresses of the public internet are kept, and the
connection goes to the one that was checked. Whoever asks sets a deadline that covers connecting, headers and body alike.

Without this a feed could name `http://169.254.169.254/` or a name that resolves to it, and marsad would fetch from inside the
network what nobody outside may see.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from ..errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Address = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]
_CONNECT = 10.0  # seconds for one address of a host
_SILENCE = 20.0  # seconds without a byte
_TRIED = 4  # addresses of a host
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in the last 32 bits, RFC 6052
_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that is routed on the internet
# Kept for protocols and relays (RFC 6890, RFC 7526); Python before 3.13 takes parts of them for global.
_RESERVED = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("192.88.99.0/24"))


class PrivateAddress(InputError):
    """A host that is not of the public internet."""


class _Limits(NamedTuple):
    end: float  # by time.monotonic()
    private: bool


_LIMITS: ContextVar[_Limits | None] = ContextVar("limits of a request", default=None)


@contextmanager
def within(seconds: float, allow_private: bool = False) -> Generator[None]:
    """What is asked inside ends after so many seconds (`TimeoutError`) and reaches private networks only where that is allowed."""
    token = _LIMITS.set(_Limits(time.monotonic() + seconds, allow_private))
    try:
        yield
    finally:
        _LIMITS.reset(token)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: no loopback, private, link-local, shared, multicast or reserved one,
    and none that carries such an address inside (IPv4-mapped, NAT64, 6to4)."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        return ip in _UNICAST and ip.is_global and ip.sixtofour is None
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _RESERVED)


def pool_manager(headers: dict[str, str]) -> urllib3.PoolManager:
    """A pool whose connections keep to the limits that `within` sets; without any it makes none."""
    context = ssl.create_default_context()
    context.sslsocket_class = _TimedTls
    manager = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=_CONNECT, read=_SILENCE), headers=headers, ssl_context=context)
    pools: dict[str, type[urllib3.HTTPConnectionPool]] = {"http": _HttpPool, "https": _HttpsPool}
    manager.pool_classes_by_scheme = pools
    return manager


def _left() -> float:
    """Seconds to the deadline. Raises `TimeoutError` where it is over."""
    limits = _LIMITS.get()
    left = limits.end - time.monotonic() if limits else 0.0
    if left <= 0:
        raise TimeoutError("the time for a page is over")
    return left


class _Timed(socket.socket):
    """A socket each of whose reads ends by the deadline: headers that trickle in letter by letter outlast any time-out of one read."""

    def recv_into(self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0) -> int:
        self.settimeout(min(_left(), _SILENCE))
        return super().recv_into(buffer, nbytes, flags)


class _TimedTls(ssl.SSLSocket):
    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0) -> int:
        self.settimeout(min(_left(), _SILENCE))
        return super().recv_into(buffer, nbytes, flags)


class _Checked(HTTPConnection):
    """A connection to the address that was checked. TLS still checks the certificate for the host's name, which stays `self.host`."""

    def _new_conn(self) -> socket.socket:
        last: OSError | None = None
        for family, kind, protocol, _, address in self._addresses()[:_TRIED]:
            connection = _Timed(family, kind, protocol)
            try:
                connection.settimeout(min(_left(), _CONNECT))
                for option in self.socket_options or ():
                    connection.setsockopt(*option)
                connection.connect(address)
                return connection
            except OSError as error:
                connection.close()
                last = error
        if isinstance(last, TimeoutError):
            raise ConnectTimeoutError(self, f"{self.host} does not answer") from last
        raise NewConnectionError(self, f"no connection ({last})") from last

    def _addresses(self) -> Sequence[Address]:
        """What the host resolves to and may be reached. Raises `PrivateAddress` where that is nothing."""
        try:
            found = socket.getaddrinfo(self._dns_host.strip("[]"), self.port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        limits = _LIMITS.get()
        kept = [f for f in found if (limits is not None and limits.private) or is_public(str(f[4][0]))]
        if not kept:
            raise PrivateAddress(f"{self.host} is not on the public internet ({found[0][4][0]}); give --allow-private if it is meant")
        return kept


class _CheckedTls(_Checked, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Checked  # pyright: ignore[reportAssignmentType]  # of the protocol that urllib3 has for it all but the name


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _CheckedTls  # pyright: ignore[reportAssignmentType]  # the same
