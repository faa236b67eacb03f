"""`flask staff …`."""

import pytest
from flask import Flask

from orientation.accounts import queries, service
from orientation.actor import SYSTEM
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("quick_hashes", "context")
PASSWORD = "seven green umbrellas"


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["staff", *arguments])
    return result.exit_code, result.output.strip()


def test_the_first_administrator_is_made_by_a_command(app: Flask) -> None:
    code, link = run(app, "create-administrator", "Root")
    assert code == 0 and link.startswith("/staff/set-up/")
    staff = service.set_up_staff(link.rpartition("/")[2], PASSWORD)
    assert (staff.name, staff.roles) == ("root", ["administrator"])


def test_a_name_that_is_taken_or_unusable_is_refused_in_words(app: Flask, cast: Cast) -> None:
    assert run(app, "create-administrator", "mona") == (
        1,
        "Error: Somebody has this name already. Choose another name.",
    )
    code, said = run(app, "create-administrator", "not a name")
    assert code == 1 and "letters, digits" in said


def test_a_lost_password_is_helped_by_a_new_link(app: Flask, cast: Cast) -> None:
    code, link = run(app, "setup-link", "Eva")
    assert code == 0
    assert queries.find_actor(cast.editor.token) is None
    assert service.set_up_staff(link.rpartition("/")[2], PASSWORD).name == "eva"
    assert run(app, "setup-link", "nobody") == (1, "Error: There is no such member of staff.")


def test_sweeping_says_how_much_went(app: Flask) -> None:
    assert run(app, "sweep") == (0, "Removed 0 rows.")
    assert queries.list_audit(SYSTEM) == []
