"""A pack is checked, added, published; what has not changed makes no new version."""

from dataclasses import replace
from pathlib import Path

import pytest

from orientation.actor import SYSTEM
from orientation.blobs import store
from orientation.catalog import queries as catalog
from orientation.catalog import service as catalog_service
from orientation.catalog.rules import PackChangedPurpose
from orientation.errors import NotAllowed, NotSignedIn
from orientation.publishing import service
from orientation.publishing.faults import PackRefused
from tests.cast import Cast
from tests.packs.workbench import TINY, tiny_files, with_change, write_folder, zip_of

CHANGED = with_change("modules/first/hello.yaml", "At the door", "At the blue door")


def numbers() -> list[int]:
    return [version.number for version in catalog.list_versions("tiny")]


def test_a_folder_is_published(context: None) -> None:
    version = service.publish_folder(SYSTEM, TINY)
    assert (version.number, version.title, version.notes) == (1, "A tiny pack", "First version.")
    current = catalog.get_current("tiny")
    assert current.modules == [{"slug": "first", "lessons": ["hello", "practice"]}]
    assert current.summary["ar"]["reviewed"] == 3
    assert catalog.get_lesson(current, "ar", "first", "hello")["title"]["html"] == "مرحبا"
    assert "<h1" in catalog.get_fragment(current, "ar", "first", "hello")


def test_an_upload_is_ready_and_not_yet_published(cast: Cast) -> None:
    version = service.upload(cast.editor.actor, zip_of(tiny_files()))
    assert (version.number, version.published_at, version.made_by) == (1, None, cast.editor.id)


def test_the_source_is_kept_as_a_zip(cast: Cast) -> None:
    version = service.upload(cast.editor.actor, zip_of(tiny_files()))
    assert store().get(version.source_sha256)[:2] == b"PK"


def test_publishing_again_makes_no_new_version(context: None) -> None:
    assert [service.publish_folder(SYSTEM, TINY).number for _ in range(2)] == [1, 1]
    assert numbers() == [1]


def test_a_zip_and_a_folder_of_the_same_source_are_the_same_version(cast: Cast) -> None:
    service.publish_folder(SYSTEM, TINY)
    assert service.upload(cast.editor.actor, zip_of(tiny_files())).number == 1


def test_a_change_makes_the_next_version(context: None, tmp_path: Path) -> None:
    service.publish_folder(SYSTEM, TINY)
    assert service.publish_folder(SYSTEM, write_folder(CHANGED, tmp_path)).number == 2
    assert numbers() == [2, 1]


def test_going_back_to_an_older_source_is_a_new_version(context: None, tmp_path: Path) -> None:
    write_folder(CHANGED, tmp_path)
    assert [service.publish_folder(SYSTEM, path).number for path in (TINY, tmp_path, TINY)] == [1, 2, 3]


def test_an_upload_that_was_ready_is_what_gets_published(cast: Cast) -> None:
    service.upload(cast.editor.actor, zip_of(tiny_files()))
    assert service.publish_folder(SYSTEM, TINY).number == 1
    assert catalog.get_current("tiny").number == 1


def test_publishing_again_as_this_release_compiles_it_makes_a_version_only_if_files_differ(
    context: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.publish_folder(SYSTEM, TINY)
    assert service.publish_again(SYSTEM, "tiny") is None
    monkeypatch.setattr(service, "render_fragment", lambda page, *_: f"<h1>{page}</h1>")
    version = service.publish_again(SYSTEM, "tiny")
    assert version is not None
    assert version.number == catalog.get_current("tiny").number == 2
    assert catalog.get_fragment(catalog.get_current("tiny"), "ar", "first", "hello") == "<h1>lesson</h1>"
    assert service.publish_again(SYSTEM, "tiny") is None


def test_a_version_of_an_earlier_release_gets_pages_and_bundles_when_it_is_published_again(context: None) -> None:
    now = service._compile(TINY)
    kept = [file for file in now.files if file.kind != "bundle" and not file.path.endswith("index.html")]
    number = catalog_service.add_version(SYSTEM, replace(now, files=kept)).number
    catalog_service.publish_version(SYSTEM, "tiny", number)
    assert not catalog.has_pages(catalog.get_current("tiny"), "ar")
    service.publish_again(SYSTEM, "tiny")
    current = catalog.get_current("tiny")
    assert (current.number, catalog.has_pages(current, "ar")) == (2, True)
    assert [file.path for file in catalog.list_files(current, "ar") if file.kind == "bundle"] == [
        "first.bundle",
        "pack.bundle",
    ]


def test_publishing_again_leaves_a_newer_upload_unpublished(cast: Cast, tmp_path: Path) -> None:
    service.publish_folder(SYSTEM, TINY)
    service.upload(cast.editor.actor, zip_of(CHANGED))
    assert service.publish_again(SYSTEM, "tiny") is None
    assert catalog.get_current("tiny").number == 1


def test_a_refused_pack_changes_nothing_and_lists_all_faults(cast: Cast) -> None:
    files = {**with_change("pack.yaml", "destination: NL", "destination: XX"), "media/sun.svg": b"<svg"}
    before = set(store().list_digests())
    with pytest.raises(PackRefused) as refused:
        service.upload(cast.editor.actor, zip_of(files))
    assert [fault["file"] for fault in refused.value.data["faults"]] == ["media/sun.svg", "pack.yaml"]
    assert set(refused.value.data["faults"][0]) == {"file", "line", "key", "message", "mend"}
    assert set(store().list_digests()) == before
    assert catalog.list_newest() == []


def test_a_pack_that_changes_its_purpose_leaves_no_file_behind(context: None, tmp_path: Path) -> None:
    service.publish_folder(SYSTEM, TINY)
    before = set(store().list_digests())
    write_folder(with_change("pack.yaml", "audience: newcomers", "audience: children"), tmp_path)
    with pytest.raises(PackChangedPurpose):
        service.publish_folder(SYSTEM, tmp_path)
    service.sweep(SYSTEM)
    assert set(store().list_digests()) == before


@pytest.mark.parametrize("who", ["officer", "reviewer", "administrator", "learner"])
def test_only_editors_add_packs(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        service.upload(getattr(cast, who).actor, b"not even read")
    with pytest.raises(NotAllowed):
        service.publish_again(getattr(cast, who).actor, "tiny")


def test_only_administrators_sweep(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        service.sweep(cast.editor.actor)


def test_a_guest_is_asked_to_sign_in(context: None) -> None:
    from orientation.actor import GUEST

    with pytest.raises(NotSignedIn):
        service.upload(GUEST, b"not even read")


def test_a_check_changes_nothing_and_tells_what_is_missing(context: None) -> None:
    report = service.check_source(TINY)
    assert report.faults == []
    assert report.notes == ["hello-line-2: no sound"]
    assert report.states["ar"]["outdated"] == 1
    assert catalog.list_newest() == []


def test_a_check_of_a_bad_pack_gives_its_faults(context: None) -> None:
    report = service.check_source(b"no zip")
    assert (len(report.faults), report.states) == (1, {})


def test_sweeping_leaves_what_versions_need(context: None) -> None:
    version = service.publish_folder(SYSTEM, TINY)
    digest = store().put(b"left behind")
    store().put_encoded(digest, "br", b"x")
    scratch = store().path(digest).with_name(".half.0123")
    scratch.write_bytes(b"ha")
    swept = service.sweep(SYSTEM)
    assert (swept.blobs, swept.scratch) == (1, 1)
    assert not list(store().path(digest).parent.glob(f"*{digest}*"))
    assert not scratch.exists()
    files = catalog.list_files(catalog.get_current("tiny"), "ar")
    assert all(store().has(file.sha256) for file in files)
    assert store().has(version.source_sha256)
