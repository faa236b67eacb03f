"""Laws of a pack's archive: what went in comes out, the same manifest gives the same bytes, no damage passes."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orientation.catalog.version import Version, VersionFile
from orientation.errors import Invalid
from orientation.packs import rules
from orientation.packs.archive import ArchiveDamaged, read_archive, write_archive

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
VERSION = Version(
    id=UUID(int=7),
    pack="first-steps",
    number=3,
    kind="orientation",
    destination="NL",
    audience="newcomers",
    edition="standard",
    locales=["en", "ar"],
    source_locale="en",
    target_language=None,
    title="First steps",
    notes="",
    modules=[],
    summary={},
    reissue_of=None,
    made_at=datetime(2026, 3, 1, tzinfo=UTC),
    published_at=None,
)
Contents = dict[str, bytes]
PATHS = st.from_regex(r"[a-z]{1,8}/[a-z0-9-]{1,12}\.(json|html|svg|png|ogg|mp3)", fullmatch=True)
CONTENTS = st.dictionaries(PATHS, st.binary(max_size=400) | st.text(max_size=400).map(str.encode), max_size=6)


def _file(path: str, content: bytes) -> VersionFile:
    media_type = rules.EXTENSIONS[path.rpartition(".")[2]]
    return VersionFile("ar", path, "lesson", None, hashlib.sha256(content).hexdigest(), len(content), media_type)


def _pack(contents: Contents) -> tuple[bytes, bytes]:
    """Return the manifest and the zip."""
    body = rules.build_manifest(VERSION, "ar", [_file(path, content) for path, content in contents.items()])
    blobs = {hashlib.sha256(content).hexdigest(): content for content in contents.values()}
    target = io.BytesIO()
    write_archive(target, body, KEY.sign(body), lambda digest: io.BytesIO(blobs[digest]))
    return body, target.getvalue()


def _unpack(archive: bytes) -> Contents:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@given(CONTENTS)
def test_what_goes_in_comes_out(contents: Contents) -> None:
    body, archive = _pack(contents)
    assert read_archive(io.BytesIO(archive), PUBLIC) == json.loads(body)
    assert {k: v for k, v in _unpack(archive).items() if not k.startswith("manifest.")} == contents


@given(CONTENTS)
def test_every_entry_of_a_manifest_tells_the_truth(contents: Contents) -> None:
    entries = json.loads(_pack(contents)[0])["files"]
    assert [entry["path"] for entry in entries] == sorted(contents)
    for entry in entries:
        content = contents[entry["path"]]
        assert (entry["sha256"], entry["size"]) == (hashlib.sha256(content).hexdigest(), len(content))
        assert entry["url"] == f"/b/{entry['sha256']}.{entry['path'].rpartition('.')[2]}"


@given(CONTENTS, st.randoms())
def test_the_same_files_in_any_order_give_the_same_bytes(contents: Contents, random: object) -> None:
    shuffled = list(contents.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _pack(dict(shuffled)) == _pack(contents)


@given(CONTENTS)
def test_totals_add_up(contents: Contents) -> None:
    totals = json.loads(_pack(contents)[0])["totals"]
    assert sum(total["files"] for total in totals.values()) == len(contents)
    assert sum(total["size"] for total in totals.values()) == sum(map(len, contents.values()))


@given(CONTENTS, st.data())
def test_a_changed_byte_in_any_file_manifest_or_signature_is_noticed(contents: Contents, data: st.DataObject) -> None:
    members = _unpack(_pack(contents)[1])
    name = data.draw(st.sampled_from(sorted(name for name, content in members.items() if content)))
    place = data.draw(st.integers(0, len(members[name]) - 1))
    changed = bytearray(members[name])
    changed[place] ^= data.draw(st.integers(1, 255))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for other, content in members.items():
            archive.writestr(other, bytes(changed) if other == name else content)
    with pytest.raises(Invalid):
        read_archive(target, PUBLIC)


@settings(max_examples=400)
@given(CONTENTS, st.data())
def test_no_changed_byte_of_the_zip_changes_a_file_unnoticed(contents: Contents, data: st.DataObject) -> None:
    """Some bytes of a zip say nothing about its files (dates, the last bits of a stream): those do no harm."""
    archive = bytearray(_pack(contents)[1])
    before = _unpack(bytes(archive))
    archive[data.draw(st.integers(0, len(archive) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read_archive(io.BytesIO(archive), PUBLIC)
    except Invalid:
        return
    assert _unpack(bytes(archive)) == before


@given(CONTENTS, st.data())
def test_a_zip_that_was_cut_off_is_noticed(contents: Contents, data: st.DataObject) -> None:
    archive = _pack(contents)[1]
    kept = data.draw(st.integers(0, len(archive) - 1))
    with pytest.raises(ArchiveDamaged):
        read_archive(io.BytesIO(archive[:kept]), PUBLIC)


@given(st.binary(max_size=300))
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        read_archive(io.BytesIO(content), PUBLIC)


@given(CONTENTS, st.binary(min_size=32, max_size=32))
def test_a_signature_by_another_key_is_refused(contents: Contents, seed: bytes) -> None:
    assume(seed != bytes(range(32)))
    other = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    with pytest.raises(rules.SignatureWrong):
        read_archive(io.BytesIO(_pack(contents)[1]), other)


def _with(**extra: bytes) -> io.BytesIO:
    target = io.BytesIO(_pack({"a/b.json": b"{}"})[1])
    with zipfile.ZipFile(target, "a") as archive:
        for name, content in extra.items():
            archive.writestr(name, content)
    return target


def test_a_file_that_the_manifest_does_not_list_is_refused() -> None:
    with pytest.raises(ArchiveDamaged) as refused:
        read_archive(_with(stowaway=b"hello"), PUBLIC)
    assert refused.value.data == {"path": "stowaway"}


def test_a_file_that_is_missing_is_named() -> None:
    members = _unpack(_pack({"a/b.json": b"{}"})[1])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("manifest.json", "manifest.sig"):
            archive.writestr(name, members[name])
    with pytest.raises(ArchiveDamaged) as refused:
        read_archive(target, PUBLIC)
    assert refused.value.data == {"path": "a/b.json"}


def test_no_more_is_read_of_a_file_than_the_manifest_says() -> None:
    body = rules.build_manifest(VERSION, "ar", [_file("a/b.json", b"{}")])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", body)
        archive.writestr("manifest.sig", KEY.sign(body))
        archive.writestr("a/b.json", bytes(50_000_000))
    with pytest.raises(ArchiveDamaged) as refused:
        read_archive(target, PUBLIC)
    assert refused.value.data == {"path": "a/b.json"}


def test_text_is_deflated_and_sound_is_stored() -> None:
    _, archive = _pack({"a/b.json": b"{" + b" " * 500 + b"}", "a/b.ogg": b"\0" * 500})
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        methods = {info.filename: info.compress_type for info in opened.infolist()}
    assert (methods["a/b.json"], methods["a/b.ogg"]) == (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)


def test_a_signature_says_which_key_made_it() -> None:
    field = rules.signature_field(b"\1" * 64, PUBLIC)
    assert field == f'ed25519=:{"AQEB" * 21}AQ==:;keyid="{hashlib.sha256(PUBLIC).hexdigest()[:16]}"'
