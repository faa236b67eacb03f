"""Versions of packs: numbered, published, brought back, discarded; what was published never changes."""

from dataclasses import replace

import pytest
from flask import Flask

from orientation.accounts.models import AuditEntry
from orientation.actor import SYSTEM
from orientation.blobs import store
from orientation.catalog import queries, service
from orientation.catalog.models import PackFile, PackVersion
from orientation.catalog.rules import (
    ItemNotFound,
    PackChangedPurpose,
    PackNotFound,
    VersionIsCurrent,
    VersionIsPublished,
    VersionNeverPublished,
    VersionNotFound,
    VersionTooOld,
)
from orientation.db import db, transaction
from orientation.errors import NotAllowed, NotSignedIn
from tests.cast import Cast
from tests.counting import count_queries
from tests.shelf import compiled_pack, publish


def _audited() -> list[tuple[str, str]]:
    entries = db.session.scalars(db.select(AuditEntry).where(AuditEntry.subject_kind == "pack").order_by(AuditEntry.id))
    return [(entry.action, entry.subject_id) for entry in entries]


def _content(number: int) -> dict[str, bytes]:
    version = queries.get_version("first-steps", number)
    return {file.path: store().get(file.sha256) for file in queries.list_files(version, "ar")}


def test_versions_are_numbered_in_each_pack_and_seen_only_when_published(cast: Cast) -> None:
    assert service.add_version(cast.editor.actor, compiled_pack()).number == 1
    assert service.add_version(cast.editor.actor, compiled_pack(title="Second")).number == 2
    assert service.add_version(cast.editor.actor, compiled_pack("other")).number == 1
    assert queries.list_current() == []
    service.publish_version(cast.editor.actor, "first-steps", 2)
    assert [version.title for version in queries.list_current()] == ["Second"]
    assert [(version.pack, version.number) for version in queries.list_newest()] == [("first-steps", 2), ("other", 1)]


def test_what_editors_do_is_audited(cast: Cast) -> None:
    service.add_version(cast.editor.actor, compiled_pack())
    service.publish_version(cast.editor.actor, "first-steps", 1)
    service.publish_version(cast.editor.actor, "first-steps", 1)
    service.add_version(cast.editor.actor, compiled_pack())
    service.discard_version(cast.editor.actor, "first-steps", 2)
    assert _audited() == [
        ("pack.added", "first-steps/1"),
        ("pack.published", "first-steps/1"),
        ("pack.added", "first-steps/2"),
        ("pack.discarded", "first-steps/2"),
    ]


def test_only_editors_may(cast: Cast) -> None:
    publish(compiled_pack())
    for person in (cast.learner, cast.officer, cast.reviewer, cast.administrator):
        with pytest.raises(NotAllowed):
            service.add_version(person.actor, compiled_pack())
        with pytest.raises(NotAllowed):
            service.publish_version(person.actor, "first-steps", 1)
        with pytest.raises(NotAllowed):
            service.roll_back(person.actor, "first-steps", 1)
        with pytest.raises(NotAllowed):
            service.discard_version(person.actor, "first-steps", 1)
    with pytest.raises(NotSignedIn):
        service.add_version(replace(SYSTEM, is_system=False), compiled_pack())


def test_the_same_bytes_again_cost_no_file(context: None) -> None:
    publish(compiled_pack())
    before = set(store().root.rglob("*"))
    second = service.add_version(SYSTEM, compiled_pack())
    assert second.number == 2
    assert set(store().root.rglob("*")) == before


def test_a_published_version_stays_as_it_was_whatever_comes_after(context: None) -> None:
    publish(compiled_pack())
    first, content = queries.get_version("first-steps", 1), _content(1)
    publish(compiled_pack(title="Second", modules={"rights": ["dignity"]}))
    service.roll_back(SYSTEM, "first-steps", 1)
    service.discard_version(SYSTEM, "first-steps", service.add_version(SYSTEM, compiled_pack(title="Never")).number)
    service.publish_version(SYSTEM, "first-steps", service.add_version(SYSTEM, compiled_pack()).number)
    assert queries.get_version("first-steps", 1) == first
    assert _content(1) == content


def test_publishing_again_changes_nothing(context: None) -> None:
    first = publish(compiled_pack()).published_at
    assert service.publish_version(SYSTEM, "first-steps", 1).published_at == first


def test_a_version_older_than_the_published_one_is_not_published(context: None) -> None:
    service.add_version(SYSTEM, compiled_pack())
    publish(compiled_pack(title="Second"))
    with pytest.raises(VersionTooOld):
        service.publish_version(SYSTEM, "first-steps", 1)


def test_rolling_back_makes_a_new_number_with_the_old_files(context: None) -> None:
    publish(compiled_pack())
    publish(compiled_pack(title="Second"))
    version = service.roll_back(SYSTEM, "first-steps", 1)
    assert (version.number, version.reissue_of) == (3, 1)
    assert version.published_at is not None
    assert queries.get_current("first-steps").title == "First steps"
    assert _content(3) == _content(1)


def test_a_second_press_of_the_button_does_not_roll_back_again(context: None) -> None:
    publish(compiled_pack())
    publish(compiled_pack(title="Second"))
    service.roll_back(SYSTEM, "first-steps", 1)
    for number in (1, 3):
        with pytest.raises(VersionIsCurrent):
            service.roll_back(SYSTEM, "first-steps", number)


def test_what_learners_never_saw_is_not_brought_back(context: None) -> None:
    service.add_version(SYSTEM, compiled_pack())
    publish(compiled_pack(title="Second"))
    with pytest.raises(VersionNeverPublished):
        service.roll_back(SYSTEM, "first-steps", 1)


def test_a_ready_version_is_discarded_with_its_lines(context: None) -> None:
    version = service.add_version(SYSTEM, compiled_pack())
    service.discard_version(SYSTEM, "first-steps", 1)
    with pytest.raises(VersionNotFound):
        queries.get_version("first-steps", 1)
    lines = db.select(db.func.count()).select_from(PackFile).where(PackFile.version_id == version.id)
    assert db.session.scalar(lines) == 0


def test_a_published_version_is_not_discarded(context: None) -> None:
    publish(compiled_pack())
    with pytest.raises(VersionIsPublished):
        service.discard_version(SYSTEM, "first-steps", 1)


def test_a_version_that_is_not_there_is_not_found(context: None) -> None:
    publish(compiled_pack())
    for command in (service.publish_version, service.roll_back, service.discard_version):
        with pytest.raises(VersionNotFound):
            command(SYSTEM, "first-steps", 7)
        with pytest.raises(VersionNotFound):
            command(SYSTEM, "nothing", 1)


def test_a_ready_version_is_not_found_among_the_published(context: None) -> None:
    service.add_version(SYSTEM, compiled_pack())
    with pytest.raises(VersionNotFound):
        queries.get_published("first-steps", 1)
    with pytest.raises(PackNotFound):
        queries.get_current("first-steps")
    assert queries.get_version("first-steps", 1).published_at is None


def test_a_published_pack_keeps_its_purpose(context: None) -> None:
    service.add_version(SYSTEM, compiled_pack())
    service.add_version(SYSTEM, compiled_pack(audience="families"))
    service.publish_version(SYSTEM, "first-steps", 2)
    assert queries.get_current("first-steps").audience == "families"
    with pytest.raises(PackChangedPurpose) as refused:
        service.add_version(SYSTEM, compiled_pack(audience="children"))
    assert refused.value.data == {"field": "audience"}
    assert queries.get_current("first-steps").audience == "families"


def test_a_failure_half_way_leaves_no_version(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(service, "audit", fail)
    with pytest.raises(ZeroDivisionError):
        service.add_version(SYSTEM, compiled_pack())
    assert db.session.scalar(db.select(db.func.count()).select_from(PackVersion)) == 0


def test_files_are_stored_before_the_version_is_known(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> str:
        assert db.session.scalar(db.select(db.func.count()).select_from(PackVersion)) == 0
        raise OSError("disk full")

    monkeypatch.setattr(store(), "put_text", fail)
    with pytest.raises(OSError, match="disk full"):
        service.add_version(SYSTEM, compiled_pack())
    assert queries.list_newest() == []


def test_every_blob_that_a_version_needs_is_referenced_its_source_too(context: None) -> None:
    version = service.add_version(SYSTEM, compiled_pack())
    needed = {file.sha256 for file in compiled_pack().files}
    assert queries.list_referenced_digests() >= {*needed, version.source_sha256}


def test_one_item_is_found_with_its_key(context: None) -> None:
    publish(compiled_pack())
    version = queries.get_current("first-steps")
    assert queries.get_item(version, "rights", "dignity", "dignity-true")["key"] is True
    with pytest.raises(ItemNotFound):
        queries.get_item(version, "rights", "dignity", "nothing")


def test_a_lesson_that_was_read_before_costs_no_query_but_which_version_is_current(context: None) -> None:
    publish(compiled_pack())
    version = queries.get_current("first-steps")
    queries.get_fragment(version, "ar", "rights", "dignity")
    queries.get_lesson(version, "ar", "rights", "dignity")
    with count_queries() as counted:
        queries.get_fragment(version, "ar", "rights", "dignity")
        queries.get_lesson(version, "ar", "rights", "dignity")
        queries.get_fragment(version, "ar", "rights", "belief")
    assert counted.number == 0, counted.statements


def test_a_worker_trusts_what_it_knows_for_a_while_but_sees_its_own_changes(
    app: Flask, context: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "CATALOG_SECONDS", 300)
    publish(compiled_pack())
    assert queries.get_current("first-steps").number == 1
    with count_queries() as counted:
        queries.get_current("first-steps")
    assert counted.number == 0
    publish(compiled_pack(title="Second"))
    assert queries.get_current("first-steps").number == 2
    service.roll_back(SYSTEM, "first-steps", 1)
    assert queries.get_current("first-steps").number == 3


def test_a_command_joins_the_transaction_that_is_open(context: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        publish(compiled_pack())
        raise ZeroDivisionError
    assert queries.list_newest() == []
