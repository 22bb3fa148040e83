"""Addresses: which ones are fetched, as they are written and as they resolve.

Not here: resolving and connecting (``wire.py``, which asks again for the very number it connects
to). Invariant: a number is refused unless it is known to stand in the public network.
"""

import ipaddress
import re
import unicodedata
from urllib.parse import urljoin, urlsplit, urlunsplit

from counterclaim.errors import FetchError
from counterclaim.read import fetch_reasons as why

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_LONGEST = 8192  # characters; servers refuse longer addresses, and logs cut them
# A host whose last part looks so is a number to the resolver: 2130706433, 127.1, 0x7f.0.0.1.
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\\]")

# The metadata services of clouds that stand outside the private ranges below (Azure), or that a
# machine with private addresses allowed must not reach either (AWS and its kin, in IPv4 and IPv6).
_METADATA = frozenset(
    ipaddress.ip_address(ip)
    for ip in (
        "168.63.129.16",
        "169.254.169.254",
        "100.100.100.200",
        "fd00:ec2::254",
        "fd20:ce::254",
    )
)
_LINK_LOCAL = ipaddress.IPv4Network("169.254.0.0/16")  # where clouds put more of such services
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out for the public
# RFC 6052, RFC 8215 and SIIT (RFC 2765): the last 32 bits are an IPv4 address.
_TRANSLATED = tuple(
    ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96")
)
_DOCUMENTS = ipaddress.IPv6Network("3fff::/20")  # RFC 9637, for examples in texts
_TEREDO = ipaddress.IPv6Network("2001::/32")
# Not marked in every release of `ipaddress`: 6to4 relays, shared (CGNAT), protocol assignments.
_EXTRA_V4 = tuple(
    ipaddress.IPv4Network(net) for net in ("192.88.99.0/24", "100.64.0.0/10", "192.0.0.0/24")
)


def parse_address(url: str) -> str:
    """Return an address as it is fetched, without its fragment; :class:`FetchError` if it is not.

    Names are not resolved here; numbers in place of a name are refused in any but their plain
    spelling, since two readers of an odd one may take it for two hosts.

    >>> parse_address("HTTPS://news.example/a?b=1#c")
    'https://news.example/a?b=1'
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchError(url[:_LONGEST], why.NO_ADDRESS, detail=str(error)) from error
    if "@" in parts.netloc:  # not repeated: it may hold a password
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        raise FetchError(bare, why.HAS_USER)
    if parts.scheme not in ("http", "https"):
        detail = parts.scheme and f"{parts.scheme}:"
        raise FetchError(url[:_LONGEST], why.NOT_HTTP, detail=detail)
    if not host or port == 0 or len(url) > _LONGEST or _UNPRINTABLE.search(url):
        raise FetchError(url[:_LONGEST], why.NO_ADDRESS)
    if _is_odd(host, is_bracketed=parts.netloc.startswith("[")):
        raise FetchError(url, why.ODD_HOST, detail=host)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def follow(address: str, location: str) -> str:
    """Return the address that a redirect leads to; :class:`FetchError` if it is not fetched."""
    try:
        joined = urljoin(address, location)
    except ValueError as error:
        raise FetchError(location[:_LONGEST], why.NO_ADDRESS, detail=str(error)) from error
    return parse_address(joined)


def host_of(address: str) -> str:
    """Return the host of an address in lower case.

    >>> host_of("https://News.example:8443/a")
    'news.example'
    """
    return urlsplit(address).hostname or ""


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address, for which one robots.txt holds."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def find_refusal(number: str, *, allow_private: bool = False) -> str | None:
    """Return what kind of address a number is that must not be connected to, ``None`` if it may.

    >>> find_refusal("127.0.0.1")
    'loopback'
    >>> find_refusal("9.9.9.9") is None
    True
    """
    try:
        ip: IP = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return "no number"
    inner = _embedded(ip)
    if ip in _METADATA or inner in _METADATA:
        return "metadata service"
    if any(isinstance(one, ipaddress.IPv4Address) and one in _LINK_LOCAL for one in (ip, inner)):
        return "link-local"
    if ip.is_multicast or ip.is_unspecified:
        return "multicast" if ip.is_multicast else "unspecified"
    if allow_private:
        return None
    if inner is not None:
        kind = _kind_of(inner)
        return kind and f"{kind} inside IPv6"
    return _kind_of(ip)


def _kind_of(ip: IP) -> str | None:
    if ip.is_loopback:
        return "loopback"
    if ip.is_link_local:
        return "link-local"
    if ip.is_multicast:
        return "multicast"
    if isinstance(ip, ipaddress.IPv4Address):
        is_public = ip.is_global and not any(ip in net for net in _EXTRA_V4)
    else:
        is_public = ip.is_global and ip in _GLOBAL_V6
        is_public = is_public and ip not in _TEREDO and ip not in _DOCUMENTS
    return None if is_public and not ip.is_reserved else "private"


def _embedded(ip: IP) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for, where a router would go there."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if any(ip in net for net in _TRANSLATED):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _is_odd(host: str, *, is_bracketed: bool) -> bool:
    if is_bracketed:
        try:
            return ipaddress.IPv6Address(host).ipv4_mapped is not None or "%" in host
        except ValueError:
            return True
    folded = unicodedata.normalize("NFKC", host).replace("\u3002", ".")
    if "%" in host or (folded.isascii() and not host.isascii()):
        return True
    if _NUMBER.fullmatch(folded.rstrip(".")):
        try:
            return str(ipaddress.IPv4Address(host)) != host
        except ValueError:
            return True
    return False
