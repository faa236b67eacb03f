"""What may be said of people: roles, sign-in names, learners' particulars, pseudonyms."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from orientation.accounts.errors import NoPost, RolesMissing, UnusableLearner, UnusableLocale, UnusableName
from orientation.actor import STAFF_ROLES, Actor, Role
from orientation.locales import INTERFACE, REGISTRY

AGE_BANDS = ("0-11", "12-17", "18-24", "25-39", "40-59", "60+")
SEXES = ("female", "male", "other")
LABEL_LENGTH = 80
PSEUDONYM_LETTERS = "CDFHJKMNPQRTVWXY34679"
"""No two look or sound the same, and no vowels, so that no word comes out."""


@dataclass(frozen=True)
class NewLearner:
    """What an officer says of somebody new. `label` is what the officer recognises the person by, kept encrypted."""

    label: str | None
    locale: str
    age_band: str | None = None
    sex: str | None = None


def check_learner(given: NewLearner) -> NewLearner:
    """Return it tidied. Raises UnusableLearner."""
    if given.locale not in REGISTRY:
        raise UnusableLearner("This language isn't known here. Use one of these tags: " + ", ".join(REGISTRY) + ".")
    label = " ".join(given.label.split()) if given.label else None
    if label and len(label) > LABEL_LENGTH:
        raise UnusableLearner(f"Shorten the label to {LABEL_LENGTH} characters; it needs no name.")
    if label and not is_text(label):
        raise UnusableLearner("The label holds a control character. Type it again.")
    if given.age_band is not None and given.age_band not in AGE_BANDS:
        raise UnusableLearner("Use one of these age bands, or none: " + ", ".join(AGE_BANDS) + ".")
    if given.sex is not None and given.sex not in SEXES:
        raise UnusableLearner("Use one of these, or none: " + ", ".join(SEXES) + ".")
    return NewLearner(label or None, given.locale, given.age_band, given.sex)


def is_text(text: str) -> bool:
    """Tell whether the text holds no control characters and no halves of characters."""
    return not any(unicodedata.category(c) in ("Cc", "Cs") for c in text)


def pseudonym(choose: Callable[[Sequence[str]], str]) -> str:
    """Return a new pseudonym such as K7M-42Q. `choose` picks one of a sequence at random."""
    letters = [choose(PSEUDONYM_LETTERS) for _ in range(6)]
    return "".join(letters[:3]) + "-" + "".join(letters[3:])


def sign_in_name(text: str) -> str:
    """Return the name as it is kept and compared: NFKC, folded, 2 to 60 letters, digits, dots and dashes.

    Raises UnusableName.
    """
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    allowed = all(c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") or c in ".-_" for c in name)
    if not 2 <= len(name) <= 60 or not allowed or not name[0].isalnum():
        raise UnusableName("Use 2 to 60 letters, digits, dots and dashes, and begin with a letter.")
    return name


def check_roles(roles: Iterable[Role], post_id: UUID | None) -> list[Role]:
    """Return the roles in the house's order. Raises RolesMissing."""
    wanted = set(roles)
    if not wanted or not wanted <= set(STAFF_ROLES):
        raise RolesMissing("Choose at least one role: " + ", ".join(STAFF_ROLES) + ".")
    if Role.OFFICER in wanted and post_id is None:
        raise RolesMissing("An officer needs a post. Choose one.")
    return [role for role in STAFF_ROLES if role in wanted]


def staff_locale(tag: str) -> str:
    """Return the tag if the interface speaks it. Raises UnusableLocale."""
    if tag not in INTERFACE:
        raise UnusableLocale(
            "The interface doesn't speak this language. Use one of these: " + ", ".join(INTERFACE) + "."
        )
    return tag


def learner_locale(tag: str) -> str:
    """Return the tag if it is in the registry. Raises UnusableLocale."""
    if tag not in REGISTRY:
        raise UnusableLocale("This language isn't known here. Choose one from the list.")
    return tag


def post_of(actor: Actor) -> UUID:
    """Return the post in which this officer acts. Raises NotSignedIn, NotAllowed, NoPost."""
    actor.require(Role.OFFICER)
    if actor.post_id is None:
        raise NoPost
    return actor.post_id
