"""Reading a pack from a zip. Everything is checked from the zip's own lists before a byte is unpacked.

Python's zipfile trusts too much: overlapping entries (CVE-2024-0450), declared sizes, two names for one file. It is
used here only to parse the central directory, and only after its end record was found where it must be.
"""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from orientation.publishing.faults import Faults
from orientation.publishing.folder import size_limit
from orientation.publishing.limits import LIMITS
from orientation.publishing.names import check_names, is_litter, safe_to_show

_AGAIN = "Make the zip again from the pack's folder, with an ordinary zip program."
_END_RECORD = struct.Struct("<4s4H2LH")
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8_NAME = 0x800
_DESCRIPTOR = 0x8


def read_archive(source: Path | bytes, faults: Faults) -> dict[str, bytes]:
    """Return path → bytes, or nothing at all when the zip isn't safe; why is noted."""
    data = _read_bytes(source, faults)
    if data is None:
        return {}
    entries = _list_entries(data, faults)
    if entries is None:
        return {}
    _check_entries(data, entries, faults)
    if len(faults):
        return {}
    files = _unpack(data, [entry for entry in entries if not entry.is_dir()], faults)
    return {} if len(faults) else files


def _read_bytes(source: Path | bytes, faults: Faults) -> bytes | None:
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                data = file.read(LIMITS.zipped + 1)
        except OSError as error:
            faults.add("", f"{source} can't be read: {error.strerror}.", "Name a folder or a zip.")
            return None
    else:
        data = source
    if len(data) > LIMITS.zipped:
        faults.add("", f"The zip is larger than {LIMITS.zipped:,} bytes.", "Make pictures and sound smaller.")
        return None
    return data


def _list_entries(data: bytes, faults: Faults) -> list[zipfile.ZipInfo] | None:
    if data[:4] != b"PK\x03\x04" or len(data) < _END_RECORD.size or data[-22:-18] != b"PK\x05\x06":
        faults.add("", "This isn't a zip, or something stands before or after it.", _AGAIN)
        return None
    _, disk, first_disk, here, count, size, start, comment = _END_RECORD.unpack(data[-22:])
    if disk or first_disk or here != count or comment or data[-42:-38] == b"PK\x06\x07":
        faults.add("", "The zip is split, has a comment, or uses the 64-bit form.", _AGAIN)
        return None
    if count > LIMITS.files or size > LIMITS.directory:
        faults.add("", f"The zip has more than {LIMITS.files} files.", "Remove what no lesson uses.")
        return None
    if start + size + _END_RECORD.size != len(data):
        faults.add("", "The zip's list of files isn't where it must be.", _AGAIN)
        return None
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError):
        faults.add("", "The zip is damaged.", _AGAIN)
        return None
    if len(entries) != count:
        faults.add("", "The zip doesn't hold as many files as it says.", _AGAIN)
        return None
    return entries


def _check_entries(data: bytes, entries: list[zipfile.ZipInfo], faults: Faults) -> None:
    names = [entry.orig_filename for entry in entries]
    check_names(names, faults)
    for name in {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else ():
        faults.add(safe_to_show(name), "The zip holds it twice.", _AGAIN)
    for entry in entries:
        for message, mend in _wrong_with(entry):
            faults.add(safe_to_show(entry.orig_filename), message, mend)
    if sum(entry.file_size for entry in entries) > LIMITS.unpacked:
        faults.add("", f"The zip unpacks to more than {LIMITS.unpacked:,} bytes.", "Make pictures and sound smaller.")
    _check_places(data, entries, faults)


def _wrong_with(entry: zipfile.ZipInfo) -> list[tuple[str, str]]:
    found = []
    mode = entry.external_attr >> 16
    if entry.flag_bits & _ENCRYPTED:
        found.append(("It is encrypted.", "Make the zip without a password."))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        found.append(("It is compressed in a way that isn't read here.", "Use “deflate”, the usual way."))
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        found.append(("It is a link or a device.", "Put the file itself into the zip."))
    if mode & (stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX):
        found.append(("It has special permissions.", _AGAIN))
    if not entry.flag_bits & _UTF8_NAME and not entry.orig_filename.isascii():
        found.append(("Its name isn't marked as UTF-8.", "Use ASCII names, or a zip program that writes UTF-8 names."))
    if entry.is_dir() != (stat.S_IFMT(mode) == stat.S_IFDIR) and stat.S_IFMT(mode):
        found.append(("It is called a folder and isn't one, or the reverse.", _AGAIN))
    if entry.is_dir() and (entry.file_size or entry.compress_size > 2):  # nothing deflates to two bytes
        found.append(("It is a folder with contents of its own.", _AGAIN))
    limit = size_limit(entry.orig_filename)
    if entry.file_size > limit:
        found.append((f"It is larger than {limit:,} bytes.", "Make it smaller."))
    if entry.file_size > LIMITS.ratio_from and entry.file_size > LIMITS.ratio * max(entry.compress_size, 1):
        found.append((f"It unpacks to more than {LIMITS.ratio} times its size.", "Put a real file there."))
    return found


def _check_places(data: bytes, entries: list[zipfile.ZipInfo], faults: Faults) -> None:
    """Note entries that overlap, don't touch, or whose own header says something else than the list."""
    directory = _END_RECORD.unpack(data[-22:])[6]
    expected = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        shown = safe_to_show(entry.orig_filename)
        end = _end_of(data, entry, directory)
        if end is None:
            faults.add(shown, "Its header doesn't say the same as the zip's list of files.", _AGAIN)
            return
        if entry.header_offset != expected:
            faults.add(shown, "It overlaps another file, or something is hidden before it.", _AGAIN)
            return
        expected = end
    if expected != directory:
        faults.add("", "Something is hidden between the files and the list of files.", _AGAIN)


def _end_of(data: bytes, entry: zipfile.ZipInfo, directory: int) -> int | None:
    start = entry.header_offset
    if start + _LOCAL_HEADER.size > directory:
        return None
    header = _LOCAL_HEADER.unpack_from(data, start)
    signature, _, flags, method, _, _, _, packed, real, name_length, extra_length = header
    name_at = start + _LOCAL_HEADER.size
    name = data[name_at : name_at + name_length]
    encoding = "utf-8" if flags & _UTF8_NAME else "cp437"
    if signature != b"PK\x03\x04" or flags != entry.flag_bits or method != entry.compress_type:
        return None
    if name != entry.orig_filename.encode(encoding, "replace"):
        return None
    end = name_at + name_length + extra_length + entry.compress_size
    if flags & _DESCRIPTOR:
        body = struct.pack("<3L", entry.CRC, entry.compress_size, entry.file_size)
        if data[end : end + 16] == b"PK\x07\x08" + body:
            end += 16
        elif data[end : end + 12] == body:
            end += 12
        else:
            return None
    elif (packed, real) != (entry.compress_size, entry.file_size):
        return None
    return end if end <= directory else None


def _unpack(data: bytes, entries: list[zipfile.ZipInfo], faults: Faults) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for entry in entries:
        if is_litter(entry.orig_filename):
            continue
        content = _inflate(data, entry)
        if content is None:
            faults.add(entry.orig_filename, "Its contents don't have the size or checksum that they should.", _AGAIN)
        else:
            files[entry.orig_filename] = content
    return files


def _inflate(data: bytes, entry: zipfile.ZipInfo) -> bytes | None:
    """Return the contents, never more than the declared size plus one byte; None when size or checksum differ."""
    name_length, extra_length = _LOCAL_HEADER.unpack_from(data, entry.header_offset)[-2:]
    start = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        content, whole = packed, True
    else:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(packed, entry.file_size + 1)
        except zlib.error:
            return None
        # `eof` may come only with the next call when the output ended exactly at the limit
        whole = inflater.eof and not inflater.unused_data
    if not whole or len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        return None
    return content
