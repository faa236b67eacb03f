"""axe-core finds nothing on the phone's own pages, in the states that they have, in English, Arabic and Tigrinya."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bench.wire import Wire
from orientation.locales import get_locale
from tests.journeys.handset import Handset
from tests.journeys.inspection import faults_of
from tests.journeys.looking import take_picture
from tests.journeys.offline import Pupil, enrol, take_pack
from tests.journeys.site import Site

PACK, MODULE, LESSON = "nl-language-a1", "greetings", "greetings-words"


def stops(pupil: Pupil, site: Site, wire: Wire) -> Iterator[str]:
    """Somebody's way through the phone's own pages. Each stop is looked at before the next step."""
    page, locale = pupil.page, pupil.locale
    page.goto(f"/{locale}/me")
    expect(page.locator('#mine [data-when="guest"]')).to_be_visible()
    yield "mine-guest"
    page.goto(f"/{locale}/phone")
    yield "phone-guest"
    pupil.join(enrol(site, locale, [(PACK, MODULE)]))
    yield "mine-joined"
    page.goto(f"/{locale}/phone")
    yield "phone-joined"
    page.goto(f"/{locale}/downloads")
    expect(page.locator("[data-asked]")).to_be_visible()
    for details in page.locator("#packs details").all():
        details.locator("summary").tap()
    yield "downloads-to-choose"
    take_pack(page, PACK)
    yield "downloads-here"
    wire.cut()
    page.goto(f"/{locale}/learn/{PACK}/{MODULE}/")
    yield "module-offline"
    pupil.open_lesson(MODULE, LESSON)
    yield "lesson-offline"
    page.locator('form[data-block] [data-word="check"]').first.tap()
    expect(page.locator('form[data-block] [data-word="nothing"]').first).to_be_visible()
    yield "lesson-nothing-answered"
    pupil.answer_all(pupil.documents[MODULE, LESSON])
    yield "lesson-marked"
    pupil.finish()
    yield "lesson-finished"
    page.goto(f"/{locale}/me")
    expect(page.locator('#mine [data-when^="unsent"]:visible')).to_be_visible()
    yield "mine-unsent"
    page.goto(f"/{locale}/join")
    yield "offline"
    wire.restore()


@pytest.mark.parametrize("locale", ["en", "ar", "ti"])
def test_nothing_is_wrong_with_the_phones_own_pages(site: Site, wire: Wire, handset: Handset, locale: str) -> None:
    direction = get_locale(locale).direction
    pupil = Pupil(handset, site, locale, PACK)
    pupil.read_documents([(MODULE, LESSON)])
    handset.open().goto(f"/{locale}/")
    handset.wait_for_worker()
    faults = []
    for stop in stops(pupil, site, wire):
        take_picture(handset.page, f"offline-{locale}-{stop}")
        faults += [f"{stop}: {fault}" for fault in faults_of(handset.page, locale, direction)]
    assert faults == []
