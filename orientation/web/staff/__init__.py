"""Pages for one audience: importing the package registers them."""

from orientation.web.staff import account, home, second_factor, set_up, sign_in, words
from orientation.web.staff.blueprint import blueprint

__all__ = ["account", "blueprint", "home", "second_factor", "set_up", "sign_in", "words"]
