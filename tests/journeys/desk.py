"""Colleagues at their desks. Their pages are read in English here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys import camera
from tests.journeys.looking import take_picture
from tests.journeys.site import PASSWORD, Colleague


@dataclass(frozen=True)
class PrintedCard:
    """What somebody can read on a join card."""

    link: str
    code: str
    pseudonym: str


@dataclass
class Desk:
    """A colleague's browser. `name` is for pictures."""

    page: Page
    name: str = ""

    def look(self, what: str) -> None:
        """Keep a picture of the page."""
        if self.name:
            take_picture(self.page, f"{self.name}-{what}")

    def sign_in(self, colleague: Colleague) -> None:
        """Enter name and password, then the one-time code."""
        sign_in(self.page, colleague)
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(colleague.name)

    def press(self, name: str) -> None:
        """Press the button of this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Click the link of this name."""
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def expect_note(self, text: str) -> None:
        """The page says what happened."""
        expect(self.page.get_by_role("status").filter(has_text=text)).to_be_visible()


class Editor(Desk):
    """Uploads, looks, publishes."""

    def upload(self, path: Path) -> None:
        """Send a zip."""
        self.page.goto("/staff/packs")
        self.follow("Upload a pack")
        self.page.get_by_label("The pack as a zip file").set_input_files(path)
        self.press("Upload and check")

    def upload_again(self, path: Path) -> None:
        """Send the mended zip from the page of the report."""
        self.page.get_by_label("The pack as a zip file").set_input_files(path)
        self.press("Upload again")

    def newest(self) -> Locator:
        """The newest version on the pack's page."""
        return self.page.locator("section[aria-labelledby=versions] article").first

    def preview_lesson(self, module: str, lesson: str) -> None:
        """Open the preview of the newest version and walk to a lesson."""
        self.newest().get_by_role("link", name="Preview", exact=True).click()
        self.page.locator(f'main a[href$="{module}/"]').click()
        self.page.locator(f'main a[href$="{lesson}"]').click()
        expect(self.page.get_by_role("complementary", name="Preview")).to_contain_text("not published")

    def publish_newest(self) -> None:
        """Ask for the newest version to be published, and confirm it."""
        self.newest().get_by_role("link", name="Publish …").click()
        self.look("publish")
        self.page.get_by_role("button", name=re.compile("^Publish version")).click()
        self.expect_note("is published")


class Officer(Desk):
    """Prepares a group."""

    def make_group(self, name: str, departs_on: date) -> None:
        """Make a group and stay on its page."""
        self.page.goto("/staff/groups/new")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Departure").fill(departs_on.isoformat())
        self.press("Make the group")
        self.expect_note("The group is made")

    def add_person(self, label: str, locale: str) -> None:
        """Add one person with the form, then go back to the group."""
        self.follow("Add people")
        self.page.get_by_label("Label").fill(label)
        self.page.get_by_label("Language").select_option(locale)
        self.press("Add this person")
        self.expect_note("is added")
        self.look("people")
        self.page.locator("main a.crumb").click()

    def add_people(self, csv: str) -> None:
        """Add the people of a spreadsheet; ends on the group's page."""
        self.follow("Add people")
        self.page.get_by_label("CSV file").set_input_files(
            {"name": "people.csv", "mimeType": "text/csv", "buffer": csv.encode()}
        )
        self.press("Add them all")

    def assign(self, *modules: str) -> None:
        """Assign modules, each as `pack:module`."""
        self.follow("Assign modules")
        for module in modules:
            self.page.locator(f'input[name=module][value="{module}"]').check()
        self.look("assign")
        self.press("Assign")
        self.expect_note(f"{len(modules)} modules are assigned.")

    def print_cards(self) -> None:
        """Make cards for those who have none yet; ends on the sheet."""
        self.follow("Print cards")
        self.press("Make cards for those chosen")
        expect(self.page.get_by_role("button", name="Print", exact=True)).to_be_visible()

    def card_of(self, pseudonym: str) -> PrintedCard:
        """Read a card on the sheet as its holder does: the square with the camera, the number with the eyes."""
        paper = self.page.locator("article.paper").filter(has_text=pseudonym)
        return PrintedCard(
            link=camera.scan(paper.locator("svg.qr")),
            code=paper.locator(".number bdi").first.inner_text(),
            pseudonym=pseudonym,
        )

    def row(self, label: str) -> Locator:
        """The line of a person in the group's table."""
        return self.page.get_by_role("row").filter(has_text=label)

    def pseudonym_of(self, label: str) -> str:
        """What the table calls the person besides the label."""
        return self.row(label).locator(".mono").inner_text()

    def open_person(self, label: str) -> None:
        """Open a person's page from the group's."""
        self.row(label).get_by_role("link").click()


def sign_in(page: Page, colleague: Colleague) -> None:
    """Sign in, in whatever language the page is: name, password, one-time code."""
    page.goto("/staff/sign-in")
    page.locator("#name").fill(colleague.name)
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    page.locator("#code").fill(colleague.code)
    page.locator("#code").press("Enter")
    expect(page).to_have_url(re.compile("/staff/$"))
