"""A token that does not print itself, and that no answer brings back in any spelling that text is sent in."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

HIDDEN = "(hidden)"
_MOST_LAYERS = 5
"""How often an escape may be escaped again."""
_ESCAPE = re.compile(
    rb"\\(?:\\*u00([0-9a-fA-F]{2})|\\*x([0-9a-fA-F]{2})|\\*)"
    rb"|%([0-9a-fA-F]{2})|&#[xX]0*([0-9a-fA-F]{2});|&#0*([0-9]{1,3});"
)


@dataclass(frozen=True)
class Secret:
    """A token, of printable ASCII.

    Attributes
    ----------
    value : empty where there is none
    """

    value: str = field(repr=False)

    def __str__(self) -> str:
        return HIDDEN

    def hide(self, raw: bytes) -> bytes:
        r"""The bytes `raw` without the token, wherever a server echoes it.

        The token as it is, in base64 (of itself or within other text) and in hexadecimal digits gives way to HIDDEN.
        Nothing is left of bytes that spell any of these with escapes: of JSON (`\u0064`), of addresses (`%64`), of web
        pages (`&#100;`, `&#x64;`), or with escapes of escapes.
        """
        for spelling in self._spellings:
            raw = raw.replace(spelling, HIDDEN.encode())
        return b"" if any(spelling in text for text in _unescaped(raw) for spelling in self._spellings) else raw

    @cached_property
    def _spellings(self) -> tuple[bytes, ...]:
        return tuple(_spellings(self.value.encode())) if self.value else ()


def _spellings(token: bytes) -> Iterator[bytes]:
    """The token, what its bytes become in base64 wherever they stand in a longer text, and in hexadecimal."""
    yield token
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            # Signs that hold bits of neighbouring bytes are left out: they differ with the text around.
            yield encode(bytes(before) + token)[(before * 8 + 5) // 6 : (before + len(token)) * 8 // 6]
    yield token.hex().encode()
    yield token.hex().upper().encode()


def _unescaped(raw: bytes) -> Iterator[bytes]:
    """What the bytes say once escapes are resolved, layer by layer."""
    for _ in range(_MOST_LAYERS):
        before, raw = raw, _ESCAPE.sub(_sign, raw)
        if raw == before:
            return
        yield raw


def _sign(escape: re.Match[bytes]) -> bytes:
    *hexadecimal, decimal = escape.groups()
    digits = next(filter(None, hexadecimal), None)
    code = int(digits, 16) if digits else int(decimal or b"0")
    return bytes([code]) if 0 < code < 256 else b""
