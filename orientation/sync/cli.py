"""`flask sync …`: what phones must know."""

import click
from flask.cli import AppGroup

from orientation import clock
from orientation.actor import SYSTEM
from orientation.sync.service import begin_epoch

sync_commands = AppGroup("sync", help="Phones that catch up.")


@sync_commands.command("new-epoch")
def new_epoch() -> None:
    """Make phones offer again what the server may have lost: run once after a restore from backup."""
    click.echo(f"Epoch {begin_epoch(SYSTEM, clock.now())} has begun.")
