"""Addresses of services that a token is sent to, and how far it may travel in the clear."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_HOST, _PORT, _PATH = r"(?:\[[0-9a-fA-F:.]+\]|[^\s/@?#\\:\[\]]+)", r"(?::\d{1,5})?", r"(?:/[^\s@?#\\]*)?"
_THIS_MACHINE = r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])"
_ADDRESS = re.compile(rf"https?://{_HOST}{_PORT}{_PATH}")
SAFE_ADDRESS = rf"https://{_HOST}{_PORT}{_PATH}|http://{_THIS_MACHINE}{_PORT}{_PATH}"
"""Pattern of what a workspace may state: encrypted, or no further than this machine."""


def is_address(url: str) -> bool:
    """Whether `url` names a host over http or https, without a user, a query or a fragment."""
    if not _ADDRESS.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def is_here(url: str) -> bool:
    """Whether `url` is an address of this machine: localhost, 127.0.0.0/8 or ::1."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.removesuffix(".") == "localhost"


def goes_in_the_clear(url: str) -> bool:
    """Whether what is sent to `url` leaves this machine unencrypted."""
    return urlsplit(url).scheme == "http" and not is_here(url)
