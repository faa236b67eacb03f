"""A site with something on every page: groups, people, cards, versions, a record."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from orientation import clock
from orientation.accounts import service as accounts
from orientation.accounts.service import IssuedCard, NewLearner
from orientation.actor import SYSTEM, Actor, Role
from orientation.assignments import service as assignments
from orientation.catalog.service import publish_version
from orientation.publishing.service import upload
from tests.journeys.site import Site
from tests.packs.workbench import tiny_files, with_change, zip_of

PEOPLE = (
    NewLearner("Blue door", "ar", "25-39", "female"),
    NewLearner("Two sisters, the elder", "fa-AF", None, None),
    NewLearner("Plays the oud", "ti", "25-39", "male"),
)
MODULES = [("nl-orientation", "your-rights"), ("nl-language-a1", "greetings"), ("tiny", "first")]
PIN = "2468"


@dataclass(frozen=True)
class House:
    """What the pages are about. `tiny` has the versions 1 and 2, which were published, and 3, which is ready."""

    group_id: UUID
    new_group_id: UUID
    stuck_group_id: UUID
    card: IssuedCard
    card_with_pin: IssuedCard
    learner_id: UUID
    new_colleague_id: UUID
    setup_token: str


def furnish(site: Site) -> House:
    """Make everything through the commands that the pages call."""
    editor = site.hire(Role.EDITOR).actor
    officer = site.hire(Role.OFFICER).actor
    today = clock.now().date()
    with site.behind_the_scenes():
        _publish_tiny(editor)
        group = assignments.create_group(officer, "Spring", today + timedelta(days=60))
        people = assignments.add_group_learners(officer, group.id, PEOPLE)
        assignments.assign_modules(officer, group_id=group.id, modules=MODULES, days_before=14)
        assignments.assign_modules(officer, learner_id=people[0].id, modules=[MODULES[0]], days_before=28)
        stuck = assignments.create_group(officer, "Late, the evening", today + timedelta(days=3))
        assignments.add_group_learners(officer, stuck.id, [NewLearner("Green gate", "so", None, None)])
        assignments.assign_modules(officer, group_id=stuck.id, modules=MODULES[:1], days_before=14)
        new = assignments.create_group(officer, "Nobody yet", None)
        guarded = people[2].id
        accounts.set_pin(Actor(frozenset({Role.LEARNER}), learner_id=guarded, post_id=site.post_id), PIN, None)
        cards = accounts.issue_cards(officer, [people[0].id, guarded])
        newcomer, token = accounts.create_staff(SYSTEM, "newcomer", [Role.REVIEWER], None, "en")
        return House(
            group_id=group.id,
            new_group_id=new.id,
            stuck_group_id=stuck.id,
            card=cards[0],
            card_with_pin=cards[1],
            learner_id=people[0].id,
            new_colleague_id=newcomer.id,
            setup_token=token,
        )


def _publish_tiny(editor: Actor) -> None:
    greeting = ("modules/first/hello.yaml", "Neighbours say hello on the stairs.")
    for files in (tiny_files(), with_change(*greeting, "Neighbours say hello at the door.")):
        version = upload(editor, zip_of(files))
        publish_version(editor, "tiny", version.number)
    upload(editor, zip_of(with_change(*greeting, "Neighbours wave.")))
