"""A zip is judged before anything is unpacked."""

import io
import stat
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.publishing.archive import read_archive
from orientation.publishing.faults import Faults
from orientation.publishing.limits import LIMITS
from orientation.publishing.tree import read_tree
from tests.packs.workbench import tiny_files, zip_of

PACK = {"pack.yaml": b"format: 1\n", "media/sun.svg": b"<svg/>" * 50}
CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def messages(data: bytes) -> str:
    faults = Faults()
    read = read_archive(data, faults)
    assert bool(read) != bool(len(faults)), "a zip with faults gives no files"
    return "\n".join(str(fault) for fault in faults.sorted())


def zip_with(name: str, content: bytes = b"x", **attributes: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        for key, value in attributes.items():
            setattr(info, key, value)
        archive.writestr("pack.yaml", "format: 1\n")
        archive.writestr(info, content)
    return buffer.getvalue()


def patched(data: bytes, signature: bytes, offset: int, packed: bytes, which: int = 0) -> bytes:
    """Overwrite bytes of the local or central header number `which`."""
    at = -1
    for _ in range(which + 1):
        at = data.index(signature, at + 1)
    return data[: at + offset] + packed + data[at + offset + len(packed) :]


def test_an_ordinary_zip_is_read() -> None:
    faults = Faults()
    assert read_archive(zip_of(PACK), faults) == PACK
    assert not faults.sorted()


def test_a_streamed_zip_with_data_descriptors_is_read() -> None:
    class Unseekable(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, chunk: bytes) -> int:  # type: ignore[override]
            self.data += bytes(chunk)
            return len(chunk)

    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for path, content in PACK.items():
            archive.writestr(path, content)
    assert read_archive(stream.data, Faults()) == PACK


def test_the_pack_may_lie_in_one_top_folder_beside_what_macos_leaves() -> None:
    files = {f"tiny/{path}": content for path, content in tiny_files().items()}
    faults = Faults()
    tree = read_tree(zip_of({**files, "__MACOSX/tiny/._pack.yaml": b"x", "tiny/.DS_Store": b"x"}), faults)
    assert not faults.sorted()
    assert tree.files == tiny_files()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("/etc/passwd", "absolute"),
        ("C:/x.svg", "absolute"),
        ("../x.svg", "leads out"),
        ("media/../../x.svg", "leads out"),
        ("media\\x.svg", "backslash"),
        ("media//x.svg", "empty part"),
        ("media/./x.svg", "empty part"),
        ("media/a\x1bb.svg", "control"),
        ("media/a\u202eb.svg", "invisible"),
        ("media/e\u0301.svg", "NFC"),
        ("media/nul.svg", "Windows"),
        ("media/a?.svg", "can't store"),
        ("media/" + "a" * 300 + ".svg", "longer than"),
        ("media/" + "a/" * 10 + "x.svg", "deeper than"),
    ],
)
def test_a_name_that_leads_elsewhere_or_means_two_things_is_refused(name: str, says: str) -> None:
    assert says in messages(zip_with(name))


def test_a_nul_in_a_name_does_not_hide_what_follows() -> None:
    data = zip_with("media/sun.svgX../..")
    assert "control" in messages(data.replace(b"sun.svgX", b"sun.svg\0"))


def test_names_that_differ_only_by_capitals_are_refused() -> None:
    assert "only by capitals" in messages(zip_of({"pack.yaml": b"x", "media/Sun.svg": b"a", "media/sun.svg": b"b"}))


def test_a_file_inside_of_a_file_is_refused() -> None:
    assert "is a file itself" in messages(zip_of({"pack.yaml": b"x", "media/a.svg": b"a", "media/a.svg/b.svg": b"b"}))


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zip_with("pack.yaml")
    assert "twice" in messages(data)


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o666, stat.S_IFIFO | 0o666])
def test_a_link_or_device_is_refused(mode: int) -> None:
    assert "link or a device" in messages(zip_with("media/x.svg", external_attr=mode << 16))


def test_special_permissions_are_refused() -> None:
    mode = stat.S_IFREG | stat.S_ISUID | 0o755
    assert "special permissions" in messages(zip_with("media/x.svg", external_attr=mode << 16))


def test_an_encrypted_file_is_refused() -> None:
    data = zip_of(PACK)
    data = patched(patched(data, CENTRAL, 8, b"\x01\x00"), LOCAL, 6, b"\x01\x00")
    assert "encrypted" in messages(data)


def test_another_compression_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("pack.yaml", "format: 1\n")
    assert "compressed in a way" in messages(buffer.getvalue())


def test_overlapping_files_are_refused() -> None:
    data = zip_of({"a.yaml": b"same", "b.yaml": b"same"})
    second = data.index(CENTRAL, data.index(CENTRAL) + 1)
    overlapping = data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]
    assert "doesn't say the same" in messages(overlapping) or "overlaps" in messages(overlapping)


def test_a_quoted_overlap_with_the_same_name_is_refused() -> None:
    """The zip bomb of David Fifield: many entries of the list share one compressed kernel."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(b"\0" * 60_000) + kernel.flush()
    crc = zlib.crc32(b"\0" * 60_000)
    local = struct.pack("<4s5H3L2H", LOCAL, 20, 0, 8, 0, 0, crc, len(packed), 60_000, 6, 0) + b"a.yaml"
    entry = struct.pack("<4s6H3L5H2L", CENTRAL, 20, 20, 0, 8, 0, 0, crc, len(packed), 60_000, 6, 0, 0, 0, 0, 0, 0)
    body, directory = local + packed, (entry + b"a.yaml") * 2
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), len(body), 0)
    assert "twice" in messages(body + directory + end)


def test_something_hidden_before_between_or_after_is_refused() -> None:
    data = zip_of(PACK)
    assert "before or after" in messages(b"#!/bin/sh\n" + data)
    assert "before or after" in messages(data + b"trailing")
    directory = data.index(CENTRAL)
    shifted = data[:directory] + b"hidden" + data[directory:-6] + struct.pack("<L", directory + 6) + data[-2:]
    assert "hidden" in messages(shifted)


def test_a_size_that_is_smaller_than_what_comes_out_is_refused() -> None:
    data = zip_of({"pack.yaml": b"a" * 5000})
    smaller = struct.pack("<L", 10)
    data = patched(patched(data, CENTRAL, 24, smaller), LOCAL, 22, smaller)
    assert "size or checksum" in messages(data)


def test_a_list_that_says_something_else_than_the_file_is_refused() -> None:
    data = zip_of({"pack.yaml": b"a" * 5000})
    assert "doesn't say the same" in messages(patched(data, LOCAL, 22, struct.pack("<L", 10)))
    assert "doesn't say the same" in messages(patched(data, LOCAL, 30, b"other"))


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked() -> None:
    assert "times its size" in messages(zip_with("media/x.svg", b"\0" * 10_000_000))


def test_sizes_that_add_up_to_too_much_are_refused() -> None:
    data = zip_of({"pack.yaml": b"x", **{f"media/{n}.svg": b"x" for n in range(9)}})
    size = struct.pack("<L", LIMITS.file)
    for which in range(1, 10):
        data = patched(patched(data, CENTRAL, 24, size, which), LOCAL, 22, size, which)
    assert "unpacks to more" in messages(data)


def test_too_many_files_are_refused() -> None:
    data = zip_of({f"media/{n}.svg": b"" for n in range(LIMITS.files + 1)})
    assert f"more than {LIMITS.files} files" in messages(data)


def test_a_large_yaml_file_is_refused() -> None:
    assert "larger than" in messages(zip_of({"pack.yaml": bytes(range(256)) * 5000}))


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    assert "isn't a zip" in messages(data)


@given(st.data())
def test_a_damaged_zip_is_refused_or_read_but_never_breaks_the_reader(data: st.DataObject) -> None:
    whole = bytearray(zip_of(PACK))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    faults = Faults()
    files = read_archive(bytes(whole), faults)
    assert not (files and faults.sorted())
    assert all(content in PACK.values() for content in files.values())
