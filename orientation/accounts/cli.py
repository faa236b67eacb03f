"""`flask staff …`: the first administrator, lost passwords, and clearing away what has ended."""

import click
from flask.cli import AppGroup

from orientation.accounts import queries, service
from orientation.accounts.rules.people import sign_in_name
from orientation.actor import SYSTEM, Role
from orientation.errors import OrientationError

staff_commands = AppGroup("staff", help="Staff accounts, for whoever runs this installation.")


def _link(token: str) -> str:
    return f"/staff/set-up/{token}"


@staff_commands.command("create-administrator")
@click.argument("name")
def create_administrator(name: str) -> None:
    """Add an administrator called NAME and print the path of the link for choosing a password (7 days)."""
    try:
        _, token = service.create_staff(SYSTEM, name, [Role.ADMINISTRATOR], None, "en")
    except OrientationError as error:
        raise click.ClickException(error.message) from error
    click.echo(_link(token))


@staff_commands.command("setup-link")
@click.argument("name")
def setup_link(name: str) -> None:
    """Start NAME afresh – no password, no one-time codes, no sessions – and print the path of a new link."""
    try:
        staff = queries.get_staff_named(SYSTEM, sign_in_name(name))
        token = service.renew_setup(SYSTEM, staff.id)
    except OrientationError as error:
        raise click.ClickException(error.message) from error
    click.echo(_link(token))


@staff_commands.command("sweep")
def sweep() -> None:
    """Remove sessions that ended, cards that expired and attempts that were counted more than 90 days ago."""
    click.echo(f"Removed {service.sweep(SYSTEM)} rows.")
