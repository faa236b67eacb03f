"""Which passwords are taken. Length decides (NIST SP 800-63B, 5.1.1.2); no rules about kinds of characters."""

import unicodedata

from orientation.accounts.errors import WeakPassword

SHORTEST = 12
LONGEST = 200
_SEQUENCES = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjkl")
_COMMONEST = frozenset(
    [
        "password1234",
        "passwordpassword",
        "password12345",
        "password123456",
        "password2024",
        "password2025",
        "password2026",
        "mypassword123",
        "administrator",
        "administrator1",
        "welcome12345",
        "welcometo2025",
        "changemenow1",
        "changeme1234",
        "changemeplease",
        "letmein12345",
        "letmeinplease",
        "qwerty123456",
        "qwertyqwerty",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "q1w2e3r4t5y6",
        "zaq12wsxcde3",
        "iloveyou1234",
        "iloveyouforever",
        "trustno1trustno1",
        "correcthorsebatterystaple",
        "orientation1",
        "orientation123",
        "orientation1234",
        "wachtwoord12",
        "wachtwoord123",
        "motdepasse12",
        "motdepasse123",
        "passwort1234",
        "contraseña12",
        "unitednations",
        "refugee12345",
    ]
)


def normalised(password: str) -> str:
    """Return the password as it is hashed: NFKC, so that keyboards that compose letters differently agree."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, name: str) -> None:
    """Raise WeakPassword for one that is short, common, a run of keys or the person's own name."""
    folded = normalised(password).casefold()
    if len(normalised(password)) < SHORTEST:
        raise WeakPassword(
            f"Use at least {SHORTEST} characters. Three or four words that don't belong together do well."
        )
    if len(password) > LONGEST:
        raise WeakPassword(f"Use at most {LONGEST} characters.")
    if folded.strip() == name.casefold() or folded == name.casefold()[::-1]:
        raise WeakPassword("The password is your name. Choose something that nobody can guess.")
    if folded in _COMMONEST or len(set(folded)) < 4 or any(folded in s or folded in s[::-1] for s in _SEQUENCES):
        raise WeakPassword("Too many people use this password. Choose something that nobody can guess.")
