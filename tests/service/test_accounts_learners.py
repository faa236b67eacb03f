"""Officers and their learners; what an officer of another post, and an administrator, never get."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from orientation import clock
from orientation.accounts import queries, service
from orientation.accounts.errors import LearnerNotFound, NoPost, UnusableLearner, UnusableLocale
from orientation.accounts.models import AuditEntry, ErasedSession, JoinCard, Learner, Session
from orientation.accounts.service import NewLearner
from orientation.actor import GUEST, Actor, LearnerErased, Role
from orientation.db import Base, db, transaction
from orientation.errors import NotAllowed, NotSignedIn
from orientation.learning.models import LearningEvent, LessonProgress
from tests.cast import Cast


def test_new_learners_get_pseudonyms_of_their_own(cast: Cast) -> None:
    people = [NewLearner(f"Person {n}", "ti", "25-39", "female") for n in range(50)]
    learners = service.add_learners(cast.officer.actor, people)
    assert [learner.label for learner in learners] == [person.label for person in people]
    assert len({learner.pseudonym for learner in learners}) == 50
    assert all(len(learner.pseudonym) == 7 and learner.pseudonym[3] == "-" for learner in learners)


def test_a_pseudonym_that_is_taken_is_drawn_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["AAA-222", "KHM-479"])
    monkeypatch.setattr("orientation.accounts.service.learners.pseudonym", lambda _: next(drawn))
    assert service.add_learners(cast.officer.actor, [NewLearner(None, "ar")])[0].pseudonym == "KHM-479"


def test_one_wrong_person_stops_all_of_them(cast: Cast) -> None:
    with pytest.raises(UnusableLearner):
        service.add_learners(cast.officer.actor, [NewLearner("Good", "ar"), NewLearner("Bad", "xx")])
    assert len(queries.list_learners(cast.officer.actor)) == 2


def test_a_label_is_not_in_the_database_in_clear(cast: Cast) -> None:
    row = db.session.execute(text("SELECT label FROM learners WHERE pseudonym = 'AAA-222'")).scalar_one()
    assert b"Blue door" not in bytes(row)


def test_an_officer_sees_the_learners_of_one_post(cast: Cast) -> None:
    assert {learner.id for learner in queries.list_learners(cast.officer.actor)} == {
        cast.learner.id,
        cast.second_learner.id,
    }
    asked = [cast.learner.id, cast.other_learner.id]
    assert [learner.id for learner in queries.list_learners(cast.officer.actor, asked)] == [cast.learner.id]


@pytest.mark.parametrize(
    "command",
    [
        lambda actor, learner_id: queries.get_learner(actor, learner_id),
        lambda actor, learner_id: service.read_learner(actor, learner_id),
        lambda actor, learner_id: service.update_learner(actor, learner_id, label="Mine"),
        lambda actor, learner_id: service.erase_learner(actor, learner_id),
        lambda actor, learner_id: service.issue_cards(actor, [learner_id]),
        lambda actor, learner_id: service.revoke_cards(actor, learner_id, end_sessions=True),
        lambda actor, learner_id: service.clear_pin(actor, learner_id),
    ],
)
def test_another_posts_learner_does_not_exist_and_administrators_see_none(
    cast: Cast, command: Callable[[Actor, object], object]
) -> None:
    with pytest.raises(LearnerNotFound):
        command(cast.other_officer.actor, cast.learner.id)
    for actor in (cast.administrator.actor, cast.editor.actor, cast.learner.actor):
        with pytest.raises(NotAllowed):
            command(actor, cast.learner.id)
    with pytest.raises(NotSignedIn):
        command(GUEST, cast.learner.id)
    assert queries.get_learner(cast.officer.actor, cast.learner.id).label == "Blue door"


def test_an_officer_without_a_post_sees_nobody() -> None:
    with pytest.raises(NoPost):
        queries.list_learners(Actor(roles=frozenset({Role.OFFICER})))


def test_every_read_of_a_learner_leaves_an_entry_without_what_was_read(cast: Cast) -> None:
    service.read_learner(cast.officer.actor, cast.learner.id)
    service.read_learners(cast.officer.actor)
    listed, read = queries.list_audit(cast.administrator.actor, limit=2)
    assert (read.action, read.staff, read.subject_id, read.details) == (
        "learner.read",
        "mona",
        str(cast.learner.id),
        {},
    )
    assert (listed.action, listed.subject_id, listed.details) == ("learner.listed", str(cast.post.id), {"count": 2})


def test_officers_read_the_record_of_their_own_post(cast: Cast) -> None:
    service.read_learner(cast.officer.actor, cast.learner.id)
    service.read_learner(cast.other_officer.actor, cast.other_learner.id)
    assert [line.staff for line in queries.list_audit(cast.officer.actor)] == ["mona"]
    assert [line.staff for line in queries.list_audit(cast.administrator.actor)] == ["karim", "mona"]
    with pytest.raises(NotAllowed):
        queries.list_audit(cast.editor.actor)


def test_what_is_said_of_a_learner_can_be_changed_one_by_one(cast: Cast) -> None:
    service.update_learner(cast.officer.actor, cast.learner.id, sex="female", age_band="18-24")
    learner = service.update_learner(cast.officer.actor, cast.learner.id, label=None, locale="ti")
    assert (learner.label, learner.locale, learner.sex, learner.age_band) == (None, "ti", "female", "18-24")
    with pytest.raises(UnusableLearner):
        service.update_learner(cast.officer.actor, cast.learner.id, locale=None)
    with pytest.raises(TypeError):
        service.update_learner(cast.officer.actor, cast.learner.id, post_id="elsewhere")


@pytest.mark.usefixtures("quick_hashes")
def test_erasing_removes_everything_and_leaves_the_random_id(cast: Cast) -> None:
    now = clock.now()
    service.issue_cards(cast.officer.actor, [cast.learner.id])
    service.set_pin(cast.learner.actor, "1234", None)
    place = {"pack": "nl-orientation", "module": "m", "lesson": "l"}
    with transaction():
        db.session.add(
            LearningEvent(
                learner_id=cast.learner.id,
                id=cast.learner.id,
                device="phone",
                seq=1,
                verb="opened",
                version=1,
                seconds=1,
                occurred_at=now,
                received_at=now,
                **place,
            )
        )
        db.session.add(LessonProgress(learner_id=cast.learner.id, first_at=now, last_at=now, seconds=1, **place))
    service.erase_learner(cast.officer.actor, cast.learner.id)
    for table in Base.metadata.tables.values():
        if "learner_id" in table.c:
            rows = select(func.count()).select_from(table).where(table.c.learner_id == cast.learner.id)
            assert db.session.scalar(rows) == 0, table.name
    assert queries.find_actor(cast.learner.token) == Actor(is_erased=True)
    assert queries.find_actor(cast.second_learner.token) is not None
    kept = db.session.scalars(select(AuditEntry).where(AuditEntry.subject_id == str(cast.learner.id))).all()
    assert "learner.erased" in {entry.action for entry in kept}
    assert not any("AAA-222" in str(entry.details) or "Blue" in str(entry.details) for entry in kept)


def test_every_phone_of_who_was_erased_is_told_also_one_that_had_signed_out(cast: Cast) -> None:
    service.sign_out(cast.learner.actor)
    assert queries.find_actor(cast.learner.token) is None
    service.erase_learner(cast.officer.actor, cast.learner.id)
    found = queries.find_actor(cast.learner.token)
    assert found is not None
    with pytest.raises(LearnerErased):
        found.require(Role.LEARNER)
    with pytest.raises(NotSignedIn):
        found.require(Role.OFFICER)


def test_what_is_left_of_who_was_erased_goes_when_no_phone_can_return(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.erase_learner(cast.officer.actor, cast.learner.id)
    left = list(db.session.scalars(select(ErasedSession.erased_on)))
    assert left == [clock.now().date()]
    last = clock.now() + timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: last)
    service.sweep(cast.administrator.actor)
    assert db.session.scalars(select(ErasedSession.erased_on)).all() == left
    monkeypatch.setattr(clock, "now", lambda: last + timedelta(days=1))
    service.sweep(cast.administrator.actor)
    assert db.session.scalars(select(ErasedSession.erased_on)).all() == []


def test_learners_and_staff_choose_their_language(cast: Cast) -> None:
    service.set_locale(cast.learner.actor, "ps")
    assert queries.get_me(cast.learner.actor).locale == "ps"
    service.set_locale(cast.officer.actor, "nl")
    assert queries.get_me(cast.officer.actor).locale == "nl"
    with pytest.raises(UnusableLocale):
        service.set_locale(cast.officer.actor, "ps")
    with pytest.raises(UnusableLocale):
        service.set_locale(cast.learner.actor, "xx")
    with pytest.raises(NotSignedIn):
        service.set_locale(GUEST, "nl")


def test_sweeping_removes_what_ended_long_ago_and_nothing_else(cast: Cast) -> None:
    service.issue_cards(cast.officer.actor, [cast.learner.id])
    service.issue_cards(cast.officer.actor, [cast.learner.id])
    long_ago = clock.now() - timedelta(days=91)
    with transaction():
        db.session.scalars(select(JoinCard).where(JoinCard.revoked_at.is_not(None))).one().revoked_at = long_ago
        session = db.session.get(Session, cast.second_learner.actor.session_id)
        assert session is not None
        session.ended_at = long_ago
    assert service.sweep(cast.administrator.actor) == 2
    assert queries.find_card(cast.learner.id) is not None
    assert db.session.scalar(select(func.count()).select_from(Learner)) == 3
    with pytest.raises(NotAllowed):
        service.sweep(cast.officer.actor)
