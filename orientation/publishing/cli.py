"""`flask packs …`: check, publish and mend packs from the command line."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from orientation.actor import SYSTEM
from orientation.catalog import queries as catalog_queries
from orientation.catalog import service as catalog
from orientation.errors import OrientationError
from orientation.publishing import service
from orientation.publishing.coverage import list_hints
from orientation.publishing.encoding import SoundToolMissing
from orientation.publishing.faults import Fault, Faults, PackRefused
from orientation.publishing.json_schema import write_schemas
from orientation.publishing.locale_files import update_locale_files
from orientation.publishing.recording import Line, list_lines, speak_lines, take_recordings, write_script
from orientation.publishing.report_text import to_json, to_text
from orientation.publishing.source import Source, read_source
from orientation.publishing.speech import speak

packs_commands = AppGroup("packs", help="Check, publish and mend packs.")
PATH = click.Path(exists=True, path_type=Path)
SHIPPED = Path(__file__).parents[2] / "content"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@packs_commands.command("check")
@click.argument("path", type=PATH)
@click.option("--notes", is_flag=True, help="Also list what is missing but no fault.")
def check(path: Path, notes: bool) -> None:
    """Report every fault of the pack in PATH (a folder or zip): file, line, key, what is wrong, how to mend it."""
    report = service.check_source(path)
    _refuse(report.faults)
    for locale, states in report.states.items():
        shown = ", ".join(f"{number} {state}" for state, number in states.items() if number)
        click.echo(f"{locale}: {shown}")
    for note in report.notes if notes else ():
        click.echo(note)
    for hint in list_hints(report.gaps, whole=notes) if report.gaps is not None else ():
        click.echo(hint)
    if report.notes and not notes:
        click.echo(f"{len(report.notes)} notes: --notes lists them.")
    click.echo("No faults.")


@packs_commands.command("report")
@click.argument("pack")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def report(pack: str, as_json: bool) -> None:
    """Print a teacher's view of PACK: its words, items, sounds, translations, and what is missing.

    PACK is a folder or zip, or a slug: content/PACK when that is there, else what learners see of it.
    """
    folder = next((path for path in (Path(pack), SHIPPED / pack) if path.exists()), None)
    try:
        made = service.report_on(folder or pack)
    except PackRefused as error:
        _refuse(error.faults)
        raise click.ClickException(error.message) from None
    except OrientationError as error:
        raise click.ClickException(error.message) from None
    _say([to_json(made)] if as_json else to_text(made))


@packs_commands.command("publish")
@click.argument("paths", type=PATH, nargs=-1, required=True)
def publish(paths: tuple[Path, ...]) -> None:
    """Check, compile and publish the packs in PATHS. What has not changed makes no new version."""
    for path in paths:
        try:
            version = service.publish_folder(SYSTEM, path)
        except PackRefused as error:
            _refuse(error.faults)
            raise click.ClickException(error.message) from None
        except OrientationError as error:
            raise click.ClickException(error.message) from None
        click.echo(f"{version.pack}: version {version.number} is published.")


@packs_commands.command("publish-again")
def publish_again() -> None:
    """Publish what learners see as this release compiles it: run once after a release whose notes say so."""
    for shown in catalog_queries.list_current():
        try:
            version = service.publish_again(SYSTEM, shown.pack)
        except PackRefused as error:
            click.echo(
                f"{shown.pack}: this release doesn't take version {shown.number}, so learners keep it.", err=True
            )
            _refuse(error.faults)
            raise click.ClickException(error.message) from None
        done = (
            f"version {version.number} is published"
            if version
            else f"version {shown.number} is as this release makes it"
        )
        click.echo(f"{shown.pack}: {done}.")


@packs_commands.command("strings")
@click.argument("path", type=FOLDER)
def strings(path: Path) -> None:
    """Bring PATH/locale/*.po up to date with the source texts."""
    try:
        _say(update_locale_files(path))
    except PackRefused as error:
        _refuse(error.faults)


@packs_commands.command("schema")
def schema() -> None:
    """Write docs/schemas/ from the schemas that packs are checked with."""
    _say(str(path) for path in write_schemas())


@packs_commands.command("sweep")
def sweep() -> None:
    """Remove files that a killed publishing process has left behind."""
    swept = service.sweep(SYSTEM)
    click.echo(f"Removed {swept.blobs} files that no version needs and {swept.scratch} unfinished ones.")


@packs_commands.command("list")
def list_packs() -> None:
    """List the packs that learners see."""
    for version in catalog_queries.list_current():
        click.echo(f"{version.pack}: version {version.number}, {version.title}, {', '.join(version.locales)}")


@packs_commands.command("rollback")
@click.argument("pack")
@click.argument("number", type=int)
def rollback(pack: str, number: int) -> None:
    """Bring back version NUMBER of PACK, as a new version."""
    try:
        version = catalog.roll_back(SYSTEM, pack, number)
    except OrientationError as error:
        raise click.ClickException(error.message) from None
    click.echo(f"{pack}: version {version.number} is published; it is what version {number} was.")


@packs_commands.command("speak")
@click.argument("path", type=FOLDER)
@click.option("--texts", is_flag=True, help="The sentences of the lessons, not the words.")
@click.option("--locale", "locales", multiple=True, help="With --texts: only in this locale; may be repeated.")
def speak_pack(path: Path, texts: bool, locales: tuple[str, ...]) -> None:
    """Let the machine speak the words and lines in PATH that have no sound yet."""
    source = _read(path, to_be_spoken=True)
    with _telling_what_is_missing():
        if not texts:
            _say(speak(source, path))
        for locale in _chosen(source, locales) if texts else ():
            _say(speak_lines(source, path, _lines(source, locale)))


@packs_commands.command("script")
@click.argument("path", type=FOLDER)
@click.option("--locale", required=True, help="The language of the person who records.")
def script(path: Path, locale: str) -> None:
    """Print a table (CSV) of what can be recorded in a locale: file name, text, where it stands."""
    source = _read(path, to_be_spoken=True)
    (chosen,) = _chosen(source, (locale,))
    lines = [line for line in _lines(source, chosen) if line.locale == chosen]
    click.echo(write_script(lines), nl=False)


@packs_commands.command("record")
@click.argument("path", type=FOLDER)
@click.argument("recordings", type=FOLDER)
@click.option("--locale", required=True, help="The language that was recorded.")
def record(path: Path, recordings: Path, locale: str) -> None:
    """Bring a folder of RECORDINGS into PATH, by the file names that `flask packs script` gives."""
    source = _read(path, to_be_spoken=True)
    (chosen,) = _chosen(source, (locale,))
    with _telling_what_is_missing():
        _say(take_recordings(path, _lines(source, chosen), recordings, chosen))


def _read(path: Path, *, to_be_spoken: bool = False) -> Source:
    faults = Faults()
    source = read_source(path, faults, to_be_spoken=to_be_spoken)
    _refuse(faults.sorted())
    if source is None:
        raise click.ClickException("The pack can't be read.")
    return source


def _chosen(source: Source, locales: tuple[str, ...]) -> list[str]:
    """Return the locales that were named, or all of the pack. Ends the command when one isn't the pack's."""
    offered: list[str] = source.pack["locales"]
    for locale in locales:
        if locale not in offered:
            raise click.ClickException(f"The pack has no locale “{locale}”. It has {', '.join(offered)}.")
    return list(locales) or offered


def _lines(source: Source, locale: str) -> list[Line]:
    return list_lines(source, service.render_lessons(source, locale), locale)


@contextmanager
def _telling_what_is_missing() -> Iterator[None]:
    try:
        yield
    except SoundToolMissing as error:
        raise click.ClickException(str(error)) from None


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _refuse(faults: list[Fault]) -> None:
    """Print the faults and end the command with status 1 when there are any."""
    if not faults:
        return
    for fault in faults:
        click.echo(str(fault), err=True)
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    raise click.ClickException(f"{count}. Nothing has changed.")
