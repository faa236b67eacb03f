"""What can go wrong with people, cards and sessions: each exception names a fact."""

from orientation.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn


class WrongSignIn(NotSignedIn):
    """Name, password or code is wrong; which one isn't said."""

    def __init__(self) -> None:
        super().__init__("The name, the password or the code is wrong. Check them and try again.")


class CodeNeeded(NotSignedIn):
    """Name and password are right; this account also needs a one-time code."""

    def __init__(self) -> None:
        super().__init__("Enter the six digits that your authenticator app shows now.")


class WrongCard(NotSignedIn):
    """No card that can be used has this code or secret: wrong, unknown, revoked and expired look alike."""

    def __init__(self) -> None:
        super().__init__("This card can't be used. Check the code, or ask your officer for a new card.")


class PinNeeded(NotSignedIn):
    """The card is right; this learner has set a PIN."""

    def __init__(self) -> None:
        super().__init__("Enter your PIN.")


class WrongPin(NotAllowed):
    """The PIN is not the learner's."""

    def __init__(self) -> None:
        super().__init__("The PIN is wrong. Try again, or ask your officer to clear it.")


class WrongPassword(NotAllowed):
    """The present password is not what was given."""

    def __init__(self) -> None:
        super().__init__("The present password is wrong. Nothing was changed.")


class WrongCode(Invalid):
    """The one-time code isn't the one of this moment."""

    def __init__(self) -> None:
        super().__init__("The code doesn't fit. Check that the phone's clock is right, then enter the next code.")


class MistypedCode(Invalid):
    """What was typed can't be a card's code: the check digit or the number of digits is wrong."""

    def __init__(self) -> None:
        super().__init__("There is a typing mistake in the code. Compare it with the card: it has 12 digits.")


class WeakPassword(Invalid):
    """The password is too easy to guess."""


class UnusablePin(Invalid):
    """The PIN isn't 4 to 8 digits."""


class UnusableName(Invalid):
    """The name can't be used for signing in or for a post."""


class UnusableLearner(Invalid):
    """Something that was said of a learner isn't among what may be said."""


class UnusableLocale(Invalid):
    """The interface doesn't speak this language."""


class RolesMissing(Invalid):
    """A member of staff needs a role, and an officer needs a post."""


class SetupLinkUsed(NotFound):
    """The link for choosing a password was used, has expired or never was."""

    def __init__(self) -> None:
        super().__init__("This link can't be used any more. Ask an administrator for a new one.")


class NameTaken(Conflict):
    """Somebody or some post has this name already."""


class AlreadyEnrolled(Conflict):
    """One-time codes are set up already."""

    def __init__(self) -> None:
        super().__init__("One-time codes are set up already. An administrator can start you afresh with a new link.")


class NotBegun(Conflict):
    """One-time codes are confirmed before they were begun."""

    def __init__(self) -> None:
        super().__init__("Start setting up one-time codes first, then confirm with a code.")


class CantDisableYourself(Conflict):
    """An administrator tried to disable their own account."""

    def __init__(self) -> None:
        super().__init__("You can't disable your own account. Ask another administrator.")


class NoPost(NotAllowed):
    """An officer has no post to act in."""

    def __init__(self) -> None:
        super().__init__("Your account belongs to no post. Ask an administrator to put that right.")


class LearnerNotFound(NotFound):
    """No learner of the actor's post has this id; the answer is the same whether another post's has."""

    def __init__(self) -> None:
        super().__init__("There is no such learner at your post.")


class StaffNotFound(NotFound):
    """No member of staff has this id."""

    def __init__(self) -> None:
        super().__init__("There is no such member of staff.")


class PostNotFound(NotFound):
    """No post has this id."""

    def __init__(self) -> None:
        super().__init__("There is no such post.")


class SessionNotFound(NotFound):
    """The actor has no session with this id that is still open."""

    def __init__(self) -> None:
        super().__init__("There is no such session, or it has ended already.")
