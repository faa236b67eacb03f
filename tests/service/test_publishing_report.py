"""`flask packs report` and the gaps that `flask packs check` tells, as people type them."""

import json
from pathlib import Path

from click.testing import Result
from flask import Flask

from orientation.actor import SYSTEM
from orientation.publishing import service
from tests.packs.drilled import drilled_files
from tests.packs.workbench import TINY, with_change, write_folder


def packs(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["packs", *map(str, arguments)])


def test_a_folders_report_is_told_in_columns(app: Flask, context: None, tmp_path: Path) -> None:
    folder = write_folder(drilled_files({"type": 3}), tmp_path)
    done = packs(app, "report", folder)
    assert done.exit_code == 0
    assert done.output.startswith("tiny: 1 units, 22 words and phrases\n")
    assert "Words never practised: " in done.output


def test_it_can_be_read_by_programs(app: Flask, context: None) -> None:
    report = json.loads(packs(app, "report", "--json", TINY).output)
    assert report["gaps"]["no_picture"] == ["hallo"]


def test_a_slug_means_what_ships_or_what_learners_see(app: Flask, context: None) -> None:
    service.publish_folder(SYSTEM, TINY)
    assert packs(app, "report", "tiny").output.startswith("tiny: ")
    assert packs(app, "report", "nl-orientation").output.startswith("nl-orientation: ")


def test_a_pack_that_is_not_there_or_has_faults_has_no_report(app: Flask, context: None, tmp_path: Path) -> None:
    unknown = packs(app, "report", "no-such-pack")
    assert (unknown.exit_code, "There is no such pack." in unknown.output) == (1, True)
    faulty = packs(app, "report", write_folder(with_change("pack.yaml", "kind: language", "kind: course"), tmp_path))
    assert (faulty.exit_code, "pack.yaml:3: kind" in faulty.output) == (1, True)


def test_a_check_tells_gaps_and_is_no_refusal(app: Flask, context: None) -> None:
    done = packs(app, "check", TINY)
    assert done.exit_code == 0
    assert "1 of 2 words without picture: hallo" in done.output
    assert "1 of 2 words spoken by a machine: hallo" in done.output
