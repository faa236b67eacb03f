"""Administrators, posts and staff."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from orientation.accounts import queries, service
from orientation.accounts.errors import (
    CantDisableYourself,
    NameTaken,
    PostNotFound,
    RolesMissing,
    StaffNotFound,
    UnusableLocale,
    UnusableName,
    WrongSignIn,
)
from orientation.accounts.models import Staff
from orientation.actor import SYSTEM, Role
from orientation.db import db, transaction
from orientation.errors import NotAllowed
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("quick_hashes")
PASSWORD = "seven green umbrellas"


def test_the_system_makes_the_first_administrator(context: None) -> None:
    staff, token = service.create_staff(SYSTEM, "Root", [Role.ADMINISTRATOR], None, "en")
    assert (staff.name, staff.roles, staff.is_set_up) == ("root", ["administrator"], False)
    assert service.set_up_staff(token, PASSWORD).is_set_up


def test_an_administrator_adds_a_post_and_its_officer(cast: Cast) -> None:
    post = service.create_post(cast.administrator.actor, "  Nairobi ", "nl")
    staff, _ = service.create_staff(cast.administrator.actor, "wanjiru", [Role.OFFICER], post.id, "fr")
    assert (post.name, post.destination, staff.post_id) == ("Nairobi", "NL", post.id)
    assert post in queries.list_posts(cast.administrator.actor)
    assert staff in queries.list_staff(cast.administrator.actor)


@pytest.mark.parametrize(
    ("name", "roles", "locale", "fact"),
    [
        ("MONA", [Role.EDITOR], "en", NameTaken),
        ("no spaces", [Role.EDITOR], "en", UnusableName),
        ("noor", [], "en", RolesMissing),
        ("noor", [Role.OFFICER], "en", RolesMissing),
        ("noor", [Role.EDITOR], "ps", UnusableLocale),
    ],
)
def test_what_cannot_be_a_colleague_is_refused(
    cast: Cast, name: str, roles: list[Role], locale: str, fact: type[Exception]
) -> None:
    with pytest.raises(fact):
        service.create_staff(cast.administrator.actor, name, roles, None, locale)


def test_what_cannot_be_a_post_is_refused(cast: Cast) -> None:
    with pytest.raises(NameTaken):
        service.create_post(cast.administrator.actor, "Amman", "NL")
    for name, destination in (("A", "NL"), ("Nairobi", "Netherlands"), ("Nai\x00robi", "NL"), ("Nairobi", "É1")):
        with pytest.raises(UnusableName):
            service.create_post(cast.administrator.actor, name, destination)
    with pytest.raises(PostNotFound):
        service.create_staff(cast.administrator.actor, "noor", [Role.OFFICER], uuid4(), "en")


def test_a_disabled_colleague_is_out_at_once_and_can_come_back(cast: Cast) -> None:
    service.disable_staff(cast.administrator.actor, cast.editor.id)
    assert queries.find_actor(cast.editor.token) is None
    service.enable_staff(cast.administrator.actor, cast.editor.id)
    assert queries.find_actor(cast.editor.token) is None, "the session stays ended"
    assert queries.get_staff(cast.administrator.actor, cast.editor.id).disabled_at is None


def test_an_administrator_cannot_shut_themselves_out(cast: Cast) -> None:
    with pytest.raises(CantDisableYourself):
        service.disable_staff(cast.administrator.actor, cast.administrator.id)


def test_starting_afresh_takes_password_codes_and_sessions(cast: Cast) -> None:
    staff, first = service.create_staff(cast.administrator.actor, "noor", [Role.EDITOR], None, "en")
    service.set_up_staff(first, PASSWORD)
    signed_in = service.sign_in_staff("noor", PASSWORD, None, client="", address="192.0.2.1")
    again = service.renew_setup(cast.administrator.actor, staff.id)
    assert queries.find_actor(signed_in.token) is None
    with pytest.raises(WrongSignIn):
        service.sign_in_staff("noor", PASSWORD, None, client="", address="192.0.2.1")
    assert not staff.has_second_factor
    service.set_up_staff(again, "eleven blue umbrellas")
    assert service.sign_in_staff("noor", "eleven blue umbrellas", None, client="", address="192.0.2.1")


def test_an_unknown_colleague_is_not_found(cast: Cast) -> None:
    for command in (service.disable_staff, service.enable_staff, service.renew_setup):
        with pytest.raises(StaffNotFound):
            command(cast.administrator.actor, uuid4())


def test_nobody_else_manages_staff(cast: Cast) -> None:
    for actor in (cast.officer.actor, cast.editor.actor, cast.reviewer.actor, cast.learner.actor):
        for command in (
            lambda actor=actor: service.create_post(actor, "Nairobi", "NL"),
            lambda actor=actor: service.create_staff(actor, "noor", [Role.EDITOR], None, "en"),
            lambda actor=actor: service.renew_setup(actor, cast.editor.id),
            lambda actor=actor: service.disable_staff(actor, cast.editor.id),
            lambda actor=actor: service.enable_staff(actor, cast.editor.id),
            lambda actor=actor: queries.list_staff(actor),
            lambda actor=actor: queries.list_posts(actor),
        ):
            with pytest.raises(NotAllowed):
                command()


def test_an_officer_knows_their_own_post_only(cast: Cast) -> None:
    assert queries.get_post(cast.officer.actor, cast.post.id).name == "Amman"
    with pytest.raises(PostNotFound):
        queries.get_post(cast.officer.actor, cast.other_post.id)


def test_a_colleague_whose_secret_no_key_opens_can_be_given_a_new_link(cast: Cast) -> None:
    """FIELD_KEYS were lost: labels are gone, but staff can be set up again."""
    with transaction():
        db.session.execute(
            text("UPDATE staff SET totp_secret = :sealed WHERE name = 'eva'"), {"sealed": b"\xffgarbage"}
        )
    db.session.expire_all()
    assert service.renew_setup(cast.administrator.actor, cast.editor.id)
    staff = db.session.get(Staff, cast.editor.id)
    assert staff is not None
    assert staff.totp_secret is None
