"""Packs to measure downloads with: one of 150 lessons, and one of 20 without sound; and what they weigh as `tar.br`."""

import io
import subprocess
import tarfile
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path

import brotli

from bench.big_pack import write_big_pack
from bench.servers import BIN, ROOT

BIG, SMALL = "big-pack", "small-pack"
LOCALE = "en"
WHOLE_WINDOW = 24


def publish_packs(folder: Path, environ: Mapping[str, str]) -> None:
    """Write and publish both packs into the installation of `environ`."""
    for name, sizes in ((BIG, (150, 300, 600)), (SMALL, (20, 40, 0))):
        lessons, pictures, clips = sizes
        write_big_pack(folder / name, lessons=lessons, pictures=pictures, clips=clips)
        description = folder / name / "pack.yaml"
        lines = description.read_text().splitlines()
        description.write_text("\n".join(f"id: {name}" if line.startswith("id:") else line for line in lines) + "\n")
        publish(folder / name, environ)


def publish(source: Path, environ: Mapping[str, str]) -> None:
    """Publish the pack as it is in the folder now."""
    command = [str(BIN / "flask"), "packs", "publish", str(source)]
    subprocess.run(command, cwd=ROOT, env=dict(environ), check=True, stdout=subprocess.DEVNULL)


def change_a_sentence(source: Path) -> None:
    """Put a sentence into the first text of one lesson."""
    lesson = sorted(path for path in source.glob("modules/*/*.yaml") if path.name != "module.yaml")[0]
    text = lesson.read_text()
    head, found, rest = text.partition(". ")
    if not found:
        raise RuntimeError(f"{lesson} has no sentence to put another behind")
    lesson.write_text(f"{head}. Ask your neighbour when you are not sure. {rest}")


def tar_br(files: Mapping[str, bytes]) -> int:
    """Return the size of one archive of the files, as small as brotli makes it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(files):
            entry = tarfile.TarInfo(path)
            entry.size = len(files[path])
            archive.addfile(entry, io.BytesIO(files[path]))
    return len(brotli.compress(buffer.getvalue(), quality=11, lgwin=WHOLE_WINDOW))


def fetch(port: int, path: str, encodings: str = "identity") -> bytes:
    """Return the body of a GET as it came over the wire."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": encodings})
        with connection.getresponse() as answer:
            body = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{answer.status} {path}: {body[:300]!r}")
            return body
    finally:
        connection.close()
