"""`flask learning …`: mend what was derived from what learners did."""

from uuid import UUID

import click
from flask.cli import AppGroup

from orientation.actor import SYSTEM
from orientation.errors import OrientationError
from orientation.learning.service import refold, retry_quarantined

learning_commands = AppGroup("learning", help="What learners did, added up.")


@learning_commands.command("refold")
@click.option("--learner", type=click.UUID, help="Only this learner's progress.")
def refold_command(learner: UUID | None) -> None:
    """Add everything up again from the events, and say how much of the progress was not right."""
    try:
        mended = refold(SYSTEM, learner)
    except OrientationError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"Progress mended: {len(mended)} learners.")


@learning_commands.command("retry")
def retry_command() -> None:
    """Try again what phones sent and nobody understood: after a restore, or when the server has learned a verb."""
    click.echo(f"Understood now: {retry_quarantined(SYSTEM)} events.")
