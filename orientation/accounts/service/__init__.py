"""Commands on people, cards and sessions. Every one takes the actor first and is one transaction.

Signing in and joining count the attempt in a transaction of its own before they try it; see `throttle`.
"""

from orientation.accounts.rules.people import NewLearner
from orientation.accounts.service.audit import audit
from orientation.accounts.service.cards import IssuedCard, issue_cards, join_by_code, join_by_secret, revoke_cards
from orientation.accounts.service.learners import (
    add_learners,
    clear_pin,
    erase_learner,
    read_learner,
    read_learners,
    set_locale,
    set_pin,
    update_learner,
)
from orientation.accounts.service.sessions import (
    HandedOver,
    SignedIn,
    end_other_sessions,
    end_session,
    hand_over,
    note_use,
    sign_out,
)
from orientation.accounts.service.signing_in import (
    Enrolment,
    begin_second_factor,
    change_password,
    confirm_second_factor,
    sign_in_staff,
)
from orientation.accounts.service.staff import (
    create_post,
    create_staff,
    disable_staff,
    enable_staff,
    renew_setup,
    set_up_staff,
)
from orientation.accounts.service.sweeping import sweep

__all__ = [
    "Enrolment",
    "HandedOver",
    "IssuedCard",
    "NewLearner",
    "SignedIn",
    "add_learners",
    "audit",
    "begin_second_factor",
    "change_password",
    "clear_pin",
    "confirm_second_factor",
    "create_post",
    "create_staff",
    "disable_staff",
    "enable_staff",
    "end_other_sessions",
    "end_session",
    "erase_learner",
    "hand_over",
    "issue_cards",
    "join_by_code",
    "join_by_secret",
    "note_use",
    "read_learner",
    "read_learners",
    "renew_setup",
    "revoke_cards",
    "set_locale",
    "set_pin",
    "set_up_staff",
    "sign_in_staff",
    "sign_out",
    "sweep",
    "update_learner",
]
