"""Scripts as they travel: without what only people read, and with short names.

Names are a fifth of a script's compressed bytes. tdewolff's minifier (Go, in a wheel; 7 ms for all of ours) shortens
those that a function keeps to itself, and the same text always becomes the same bytes. There is no wheel of it for ARM
processors in Macs and under Windows: there rjsmin takes out comments and white space, and names stay.
"""

from collections.abc import Iterable

import rjsmin

try:
    import minify
except ModuleNotFoundError:
    minify = None
else:
    minify.config({"js-version": 2017})  # what it may write: no `catch {}`, no `?.`


def minified_module(text: str, *, bases: Iterable[tuple[str, str]] = (), lends: Iterable[str] = ()) -> str:
    """Return an ES module that does what `text` does.

    `lends` are names of the text that other modules may take; `bases` are modules that it takes from itself, each as
    its address and a pattern of what they lend, `a,,b` for example. A function keeps all names to itself, so that they
    can be shortened: what is lent goes from one module to the other as an array.
    """
    numbered = list(enumerate(bases))
    imports = "".join(f'import{{$ as ${number}}}from"{address}";' for number, (address, _) in numbered)
    taken = "".join(f"const[{pattern}]=${number};" for number, (_, pattern) in numbered)
    lent = ",".join(lends)
    if lent:
        return _minified(f"{imports}export const $=(()=>{{{taken}\n{text}\nreturn[{lent}]}})();")
    return _minified(f"{imports}(()=>{{{taken}\n{text}\n}})();")


def minified_script(text: str) -> str:
    """Return a classic script, in strict mode, that declares nothing to others."""
    return _minified(f'(()=>{{"use strict";\n{text}\n}})();')


def _minified(text: str) -> str:
    return str(minify.string("text/javascript", text) if minify else rjsmin.jsmin(text))
