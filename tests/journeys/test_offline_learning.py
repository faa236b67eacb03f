"""Open once, download, learn for weeks without a network: pages, pictures, sound, exercises; then all of it arrives."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from bench.wire import Wire
from tests.journeys.handset import Handset
from tests.journeys.offline import Newcomer, Pupil, enrol, expect_once, held_events, publish_change
from tests.journeys.site import Site

PACK = "nl-language-a1"
MODULES = {
    "greetings": ["greetings-words", "greetings-phrases", "greetings-dialogue", "greetings-culture"],
    "name-and-spelling": ["name-words", "name-phrases", "name-dialogue", "name-culture"],
    "numbers-and-phone": ["numbers-words", "numbers-phrases"],
}
TEN_LESSONS = [(module, lesson) for module, lessons in MODULES.items() for lesson in lessons]


def prepared(handset: Handset, site: Site, locale: str) -> tuple[Pupil, Newcomer]:
    """Somebody who has opened the link once, joined, and downloaded the pack."""
    newcomer = enrol(site, locale, [(PACK, "greetings")])
    pupil = Pupil(handset, site, locale, PACK)
    handset.open().goto(f"/{locale}/")
    handset.wait_for_worker()
    pupil.join(newcomer)
    pupil.download()
    return pupil, newcomer


def without_a_network(pupil: Pupil, wire: Wire) -> None:
    """Cut the wire, close the browser, and open it again."""
    wire.cut()
    pupil.handset.close()
    pupil.handset.open()
    wire.forget()


def learn(pupil: Pupil, lessons: list[tuple[str, str]]) -> tuple[int, int, int]:
    """Read the lessons, look at every picture, listen, answer, finish. Return pictures, sounds and items."""
    pictures = sounds = items = 0
    for module, lesson in lessons:
        document = pupil.documents[module, lesson]
        pupil.open_lesson(module, lesson)
        pictures += pupil.handset.see_pictures()
        sounds += pupil.handset.hear()
        items += pupil.answer_all(document)
        pupil.finish()
    return pictures, sounds, items


@pytest.mark.parametrize("locale", ["en", "ar", "ti"])
def test_ten_lessons_are_learned_without_a_network_and_the_server_comes_to_hold_every_event_once(
    site: Site, wire: Wire, handset: Handset, locale: str
) -> None:
    pupil, newcomer = prepared(handset, site, locale)
    pupil.read_documents(TEN_LESSONS)
    without_a_network(pupil, wire)

    pictures, sounds, items = learn(pupil, TEN_LESSONS)
    assert pictures >= 20
    assert sounds >= 30
    assert items >= 40
    pupil.page.goto(f"/{locale}/me")
    assert pupil.lessons_done("greetings") == (4, 6)
    assert wire.exchanges == []
    made = handset.ids("outbox")
    assert len(made) == len(set(made)) == pupil.deeds.total()
    assert held_events(site, newcomer.learner_id) == []

    wire.restore()
    handset.send_all()
    expect_once(site, newcomer.learner_id, handset, pupil.deeds)
    assert sorted(made) == sorted(str(event.id) for event in held_events(site, newcomer.learner_id))


def test_progress_of_another_phone_is_shown_without_a_network(
    site: Site, wire: Wire, handset: Handset, player: Playwright, tmp_path: Path
) -> None:
    pupil, newcomer = prepared(handset, site, "en")
    pupil.read_documents(TEN_LESSONS[:1])
    learn(pupil, TEN_LESSONS[:1])
    handset.send_all()

    other = Handset(player, tmp_path / "other", wire.address)
    other.open().goto("/en/")
    other.wait_for_worker()
    sister = Pupil(other, site, "en", PACK)
    sister.join(newcomer)
    other.send()
    wire.cut()
    other.page.goto("/en/me")
    assert sister.lessons_done("greetings") == (1, 6)
    other.close()
    assert other.complaints == []


def test_an_update_that_is_cut_leaves_what_was_there_and_what_was_learned(
    site: Site, wire: Wire, handset: Handset
) -> None:
    pupil, newcomer = prepared(handset, site, "en")
    pupil.read_documents(TEN_LESSONS[:2])
    learn(pupil, TEN_LESSONS[:1])
    before = handset.installed(PACK, "en")

    publish_change(site, PACK, "modules/greetings/greetings-words.yaml", "every try", "every single try")
    pupil.page.goto("/en/downloads")
    update = pupil.page.locator(f'#packs [data-pack="{PACK}"] [data-do="update"]')
    expect(update).to_be_visible()
    wire.cut_after(900)
    update.tap()
    expect(pupil.page.locator(f'#packs [data-pack="{PACK}"] [data-when="waiting"]').first).to_be_visible()
    assert wire.is_cut
    assert handset.installed(PACK, "en") == before

    without_a_network(pupil, wire)
    learn(pupil, TEN_LESSONS[1:2])
    wire.restore()
    handset.send_all()
    expect_once(site, newcomer.learner_id, handset, pupil.deeds)
