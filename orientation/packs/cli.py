"""`flask packs verify`: is this zip whole, and did we make it?"""

import base64
import binascii
from typing import BinaryIO

import click
from flask.cli import with_appcontext

from orientation.errors import Invalid
from orientation.packs.archive import read_archive
from orientation.packs.queries import get_public_key


@click.command("verify")
@click.argument("archive", type=click.File("rb"))
@click.option("--key", help="The public key in base64 (GET /api/v1/packs/signing-key); this installation's if absent.")
@with_appcontext
def verify(archive: BinaryIO, key: str | None) -> None:
    """Check every byte of a downloaded ARCHIVE against its signed manifest."""
    try:
        manifest = read_archive(archive, _key(key) if key else get_public_key())
    except Invalid as error:
        raise click.ClickException(" ".join([error.message, error.data.get("path", "")]).strip()) from error
    click.echo(
        f"{manifest['pack']} version {manifest['version']} in {manifest['locale']}: "
        f"{len(manifest['files'])} files, all as they were signed."
    )


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise click.BadParameter("a public key is 32 bytes in base64", param_hint="--key")
    return key
