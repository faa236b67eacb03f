"""`flask packs …`: check, publish and mend packs from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from orientation.publishing.faults import PackRefused
from orientation.publishing.locale_files import update_locale_files

packs_commands = AppGroup("packs", help="Check, publish and mend packs.")
PATH = click.Path(exists=True, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _refuse(error: PackRefused) -> None:
    for fault in error.faults:
        click.echo(str(fault), err=True)
    raise click.ClickException(error.message)


@packs_commands.command("strings")
@click.argument("path", type=FOLDER)
def strings(path: Path) -> None:
    """Bring PATH/locale/*.po up to date with the source texts."""
    try:
        for report in update_locale_files(path):
            click.echo(report)
    except PackRefused as error:
        _refuse(error)
