"""A text as its difference from another one that the browser has: Compression Dictionary Transport (RFC 9842), `dcz`.

The dictionary is the bundle of the same module, of any published version, exactly as it was once downloaded. Pure.
"""

import base64
import binascii
import re

from backports.zstd import CompressionParameter as Parameter
from backports.zstd import ZstdDict, compress

ENCODING = "dcz"
_MAGIC = b"\x5e\x2a\x4d\x18\x20\x00\x00\x00"
"""RFC 9842, 5: a skippable frame of Zstandard that holds 32 bytes, the dictionary's SHA-256."""
_AVAILABLE = re.compile(r":([A-Za-z0-9+/]{43}=):\Z")
_LEVEL = 19
_SMALLEST_WINDOW, _LARGEST_WINDOW = 10, 23
"""As powers of two. Whoever takes `dcz` can look back 8 MB, whatever the dictionary's size (RFC 9842, 5)."""


def named_dictionary(header: str) -> str | None:
    """Return the SHA-256 in hex that an `Available-Dictionary` header names, or None when it names none."""
    found = _AVAILABLE.match(header.strip())
    if found is None:
        return None
    try:
        return base64.b64decode(found[1], validate=True).hex()
    except binascii.Error:
        return None


def difference(content: bytes, dictionary: bytes, digest: str) -> bytes:
    """Return the content for somebody who has the dictionary, whose SHA-256 in hex is `digest`.

    The window spans both, so that what stands at the dictionary's start is found too.
    """
    window = (len(content) + len(dictionary)).bit_length()
    options: dict[int, int] = {
        Parameter.compression_level: _LEVEL,
        Parameter.window_log: min(max(window, _SMALLEST_WINDOW), _LARGEST_WINDOW),
        Parameter.checksum_flag: 0,  # the receiver checks the text's own hash
        Parameter.dict_id_flag: 0,
    }
    made = compress(content, options=options, zstd_dict=ZstdDict(dictionary, is_raw=True).as_undigested_dict)
    return _MAGIC + bytes.fromhex(digest) + made
