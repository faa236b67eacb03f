"""Draws the app's icons: an open book, which says nothing of what is read. Run it after changing the drawing.

One drawing, in the strokes of `icons.html`, becomes the SVG for browsers and the PNGs for home screens.
"""

from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "orientation" / "web" / "static" / "icons"
GROUND, MARK = "#1f7a6d", "#ffffff"
SIDE = 24
"""The drawing's side, in its own units."""
STROKE = 2.0
CURVES = (
    ((12, 6), (9, 4), (6, 4), (3, 5)),
    ((3, 5), (3, 10), (3, 14), (3, 19)),
    ((3, 19), (6, 18), (9, 18), (12, 20)),
    ((12, 20), (15, 18), (18, 18), (21, 19)),
    ((21, 19), (21, 14), (21, 10), (21, 5)),
    ((21, 5), (18, 4), (15, 4), (12, 6)),
    ((12, 6), (12, 11), (12, 15), (12, 20)),
)
"""Cubic Bézier curves, each with its start, two handles and its end."""
STEPS = 400
"""Dots along a curve."""
FINER = 4
"""Drawn so much larger, then made small, for smooth edges."""
PNGS = (
    ("icon-192.png", 192, 0.62, 0.25),
    ("icon-512.png", 512, 0.62, 0.25),
    ("maskable-512.png", 512, 0.52, 0.0),  # the inner 80 % is sure to be seen
    ("touch-180.png", 180, 0.58, 0.0),  # the phone rounds it
)
"""Name, side in pixels, how much of it the mark takes, the corners' radius as a part of the side."""


def main() -> None:
    """Write every icon."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER.parent / "icon.svg").write_text(svg())
    for name, side, part, radius in PNGS:
        picture(side, part, radius).save(FOLDER / name, optimize=True)


def svg() -> str:
    """Return the icon for browsers' tabs."""
    edge = SIDE / 0.62
    start = (SIDE - edge) / 2
    path = "".join(f"M{_at(a)}C{_at(b)} {_at(c)} {_at(d)}" for a, b, c, d in CURVES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{start:.1f} {start:.1f} {edge:.1f} {edge:.1f}">'
        f'<rect x="{start:.1f}" y="{start:.1f}" width="{edge:.1f}" height="{edge:.1f}" rx="{edge / 4:.1f}" '
        f'fill="{GROUND}"/><path d="{path}" fill="none" stroke="{MARK}" stroke-width="{STROKE:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/></svg>\n'
    )


def picture(side: int, part: float, radius: float) -> Image.Image:
    """Return the icon as a picture of few colours."""
    whole = side * FINER
    unit = whole * part / SIDE
    start = whole * (1 - part) / 2
    width = STROKE * unit
    image = Image.new("RGBA", (whole, whole), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, whole - 1, whole - 1), whole * radius, fill=GROUND)
    for curve in CURVES:
        for step in range(STEPS + 1):
            x, y = (start + unit * value for value in _point(curve, step / STEPS))
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=MARK)
    return image.resize((side, side), Image.Resampling.LANCZOS).quantize(64)


def _point(curve: tuple[tuple[float, float], ...], t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    return (
        sum(weight * x for weight, (x, _) in zip(weights, curve, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, curve, strict=True)),
    )


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:g} {point[1]:g}"


if __name__ == "__main__":
    main()
