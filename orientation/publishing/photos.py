"""PNG, JPEG and WebP: checked against their contents, scaled down, written anew without metadata."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from orientation.publishing.faults import Faults
from orientation.publishing.limits import LIMITS

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".webp": "WEBP"}
_OPTIONS: dict[str, dict[str, int | bool]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "WEBP": {"quality": 78, "method": 4},
}
_MEND = "Open it in a picture program and export it again."


def clean_photo(file: str, content: bytes, faults: Faults) -> tuple[bytes, int, int] | None:
    """Return the picture written anew with its width and height, or None when it can't be used; why is noted.

    Where it was taken, by whom and with what is not kept. The turn that a camera noted is carried out.
    """
    wanted = FORMATS["." + file.rpartition(".")[2]]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=[wanted]) as opened:
                if opened.width * opened.height > LIMITS.pixels:
                    faults.add(file, f"It has more than {LIMITS.pixels:,} pixels.", "Scale it down.")
                    return None
                if getattr(opened, "n_frames", 1) > 1:
                    faults.add(file, "It moves.", "Use a still picture.")
                    return None
                opened.load()
                return _write(_plain(opened), wanted)
    except UnidentifiedImageError:
        faults.add(file, f"Its contents aren't {wanted}, as its name says.", "Rename it, or export it again.")
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, KeyError, IndexError, Warning):
        faults.add(file, "It is damaged.", _MEND)
    except Image.DecompressionBombError:
        faults.add(file, f"It has more than {LIMITS.pixels:,} pixels.", "Scale it down.")
    return None


def _plain(opened: Image.Image) -> Image.Image:
    """Return only the pixels: turned upright, in RGB or RGBA, not larger than the limit."""
    turned = ImageOps.exif_transpose(opened)
    has_alpha = "A" in turned.getbands() or "transparency" in turned.info
    pixels = turned.convert("RGBA" if has_alpha and opened.format != "JPEG" else "RGB")
    pixels.thumbnail((LIMITS.side, LIMITS.side))
    pixels.info = {}
    return pixels


def _write(pixels: Image.Image, format_name: str) -> tuple[bytes, int, int]:
    buffer = io.BytesIO()
    pixels.save(buffer, format=format_name, **_OPTIONS[format_name])
    return buffer.getvalue(), pixels.width, pixels.height
