"""Join cards on paper: whom to print for, and the sheet of eight an A4 page."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from orientation.accounts import service as accounts
from orientation.accounts.rules.codes import shown_code
from orientation.accounts.service import IssuedCard
from orientation.actor import Role
from orientation.assignments import service
from orientation.http.access import current_actor, requires
from orientation.locales import INTERFACE, REGISTRY, SOURCE, Locale, chain, digits_in
from orientation.web.officer.blueprint import blueprint
from orientation.web.qr import qr_code
from orientation.web.staff.notes import tell

A_PAGE = 8


@dataclass(frozen=True)
class PaperCard:
    """What stands on one card, in the learner's language. Nothing says who the person is or where they go."""

    pseudonym: str
    locale: Locale
    qr: Markup
    code: str
    code_in_latin: str | None
    """The code in 0–9 too, where the language writes other digits."""
    address: str
    title: str
    scan: str
    tap: str
    type_it: str
    keep: str


@blueprint.get("/staff/groups/<uuid:group_id>/cards")
@requires(Role.OFFICER)
def choose_cards(group_id: UUID) -> str:
    """For whom to print; those who have never been seen are chosen already."""
    found = service.read_group_table(current_actor(), group_id)
    return render_template("officer/choose-cards.html", group=found.group, rows=found.table.rows)


@blueprint.post("/staff/groups/<uuid:group_id>/cards")
@requires(Role.OFFICER)
def print_cards(group_id: UUID) -> str | Response:
    """Issue cards and answer the sheet: the only time that it can be seen."""
    chosen = None if request.form.get("whom") == "all" else request.form.getlist("learner", type=UUID)
    if chosen == []:
        tell(_("Nobody was chosen, so no card was made."), "warning")
        return redirect(url_for("officer.choose_cards", group_id=group_id), 303)
    cards = service.print_cards(current_actor(), group_id, chosen)
    return _sheet(cards, url_for("officer.group", group_id=group_id))


@blueprint.post("/staff/learners/<uuid:learner_id>/card")
@requires(Role.OFFICER)
def print_card(learner_id: UUID) -> str:
    """Issue one new card; the old one stops working."""
    cards = accounts.issue_cards(current_actor(), [learner_id])
    return _sheet(cards, url_for("officer.learner", learner_id=learner_id))


def _sheet(cards: Sequence[IssuedCard], back: str) -> str:
    papers = [paper_card(card, request.host_url) for card in cards]
    pages = [papers[start : start + A_PAGE] for start in range(0, len(papers), A_PAGE)]
    return render_template("officer/cards.html", pages=pages, count=len(papers), back=back)


def paper_card(card: IssuedCard, host_url: str) -> PaperCard:
    """Return the card's words in the learner's language, or in English where the interface doesn't speak it."""
    locale = _spoken(card.locale)
    code = shown_code(card.code)
    own_code = digits_in(code, card.locale)
    with force_locale(locale.babel):
        return PaperCard(
            pseudonym=card.pseudonym,
            locale=locale,
            qr=qr_code(f"{host_url}j/{card.secret}"),
            code=own_code,
            code_in_latin=code if own_code != code else None,
            address=f"{host_url}{locale.tag}/join".partition("://")[2],
            title=_("Your lessons"),
            scan=_("Point your phone's camera at the square."),
            tap=_("Tap the link on the screen."),
            type_it=_("No camera? Open this address and type the number:"),
            keep=_("Keep this card. It opens only your own lessons."),
        )


def _spoken(tag: str) -> Locale:
    return next((REGISTRY[known] for known in chain(tag) if known in INTERFACE), REGISTRY[SOURCE])
