"""`flask demo`: people to try things with, on an installation that says it is one (DEMO=1)."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from orientation import clock
from orientation.accounts import queries as people
from orientation.accounts import service as accounts
from orientation.accounts.rules.codes import shown_code
from orientation.accounts.service import IssuedCard, NewLearner
from orientation.actor import SYSTEM, Actor, Role
from orientation.assignments import service as assignments
from orientation.catalog.queries import list_current
from orientation.db import transaction

POST = "Demo post"
GROUP = "Demo group"
DAYS_TO_DEPARTURE = 60
DAYS_BEFORE = 14
COLLEAGUES = (("demo-admin", Role.ADMINISTRATOR), ("demo-officer", Role.OFFICER), ("demo-editor", Role.EDITOR))
LEARNERS = (
    NewLearner("Blue door", "ar", "25-39", "female"),
    NewLearner("Two sisters, the elder", "fa-AF", "18-24", "female"),
    NewLearner("Plays the oud", "ti", "25-39", "male"),
    NewLearner("Corner shop", "so", "40-59", "male"),
    NewLearner("Chess player", "uk", "60+", None),
)


@dataclass(frozen=True)
class Demo:
    """What is told once: nobody can read it afterwards."""

    passwords: list[tuple[str, str]]
    cards: list[IssuedCard]


@click.command("demo")
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Where the server listens.")
@with_appcontext
def demo(port: int) -> None:
    """Make a post with staff, a group of five learners and their join cards; needs DEMO=1.

    A second run keeps everything and shows no secret. Where real people work already it makes nothing.
    """
    if not current_app.config["DEMO"]:
        raise click.ClickException("This makes accounts that anybody could use. Set DEMO=1 where that is wanted.")
    is_there = _is_there()
    if not is_there and people.list_staff(SYSTEM, limit=1):
        raise click.ClickException(
            "Somebody has an account here already, so nobody is added who isn't real. Look at DATABASE_URL and "
            "DATA_DIR: a demo wants a database of its own."
        )
    made = None if is_there else _make()
    address = f"http://127.0.0.1:{port}"
    click.echo(f"\nLearners   {address}/\nStaff      {address}/staff/\nAPI        {address}/api/v1/openapi.json")
    if made is None:
        click.echo("\nThe demo's people are there already; passwords and cards were shown when they were made.")
        return
    click.echo("\nStaff, with a password each (shown this once):")
    for name, password in made.passwords:
        click.echo(f"  {name:<14} {password}")
    click.echo("\nLearners, with a join link and a code each (shown this once):")
    for card in made.cards:
        click.echo(f"  {card.pseudonym}  {card.locale:<6} {shown_code(card.code)}  {address}/j/{card.secret}")


def _is_there() -> bool:
    return any(post.name == POST for post in people.list_posts(SYSTEM))


def _make() -> Demo:
    with transaction():
        post = accounts.create_post(SYSTEM, POST, "NL")
        passwords = []
        officer = SYSTEM
        for name, role in COLLEAGUES:
            post_id = post.id if role is Role.OFFICER else None
            staff, token = accounts.create_staff(SYSTEM, name, [role], post_id, "en")
            password = _password()
            accounts.set_up_staff(token, password)
            passwords.append((name, password))
            if role is Role.OFFICER:
                officer = Actor(roles=frozenset({role}), staff_id=staff.id, post_id=post.id)
        return Demo(passwords, _make_group(officer))


def _make_group(officer: Actor) -> list[IssuedCard]:
    departs_on = clock.now().date() + timedelta(days=DAYS_TO_DEPARTURE)
    group = assignments.create_group(officer, GROUP, departs_on)
    learners = assignments.add_group_learners(officer, group.id, LEARNERS)
    offered = [(version.pack, module["slug"]) for version in list_current() for module in version.modules]
    if offered:
        assignments.assign_modules(officer, group_id=group.id, modules=offered, days_before=DAYS_BEFORE)
    return accounts.issue_cards(officer, [learner.id for learner in learners])


def _password() -> str:
    """Return four groups of four letters and digits without look-alikes: 79 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
