"""Pictures and sounds are held against their names and written anew."""

import io

import pytest
from PIL import Image

from orientation.publishing.faults import Faults
from orientation.publishing.limits import LIMITS
from orientation.publishing.media import read_media
from orientation.publishing.photos import clean_photo
from orientation.publishing.sound import NotThisKind, clean_mp3, clean_opus, clean_sound
from orientation.publishing.svg import clean_svg
from tests.packs.workbench import TINY, tiny_files

START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">'
OGG = (TINY / "media/speech/nl/hallo.ogg").read_bytes()
MP3 = (TINY / "media/speech/nl/hallo.mp3").read_bytes()


def drawing_faults(text: str | bytes) -> str:
    faults = Faults()
    clean_svg("media/x.svg", text.encode() if isinstance(text, str) else text, faults)
    return "\n".join(str(fault) for fault in faults.sorted())


def photo_faults(content: bytes, name: str = "media/x.png") -> str:
    faults = Faults()
    assert clean_photo(name, content, faults) is None
    return "\n".join(str(fault) for fault in faults.sorted())


def photo(kind: str = "PNG", size: tuple[int, int] = (8, 6), mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, 1).save(buffer, format=kind, **options)
    return buffer.getvalue()


def test_a_drawing_is_written_anew_without_what_it_does_not_need() -> None:
    clean = clean_svg("media/sun.svg", tiny_files()["media/sun.svg"], Faults())
    assert clean == (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><title>Sun</title>'
        b'<circle cx="48" cy="48" fill="#f0b849" r="20"/>'
        b'<g stroke="#f0b849" stroke-width="4"><path d="M48 8v12M48 76v12"/></g></svg>',
        96,
        96,
    )


def test_a_clean_drawing_stays_as_it_is() -> None:
    clean = clean_svg("media/sun.svg", tiny_files()["media/sun.svg"], Faults())
    assert clean is not None
    assert clean_svg("media/sun.svg", clean[0], Faults()) == clean


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (f'<rect width="{"1" * 100_000}!"/>', "more than 200 characters"),
        (f'<path d="M{"1." * 100_000}!"/>', "a value that can't be used"),
        ("<script>alert(1)</script>", "<script>"),
        ("<style>a{}</style>", "<style>"),
        ("<image/>", "<image>"),
        ("<a><path/></a>", "<a>"),
        ("<use/>", "<use>"),
        ("<text>x</text>", "<text>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<animate/>", "<animate>"),
        ('<path onload="x"/>', "onload"),
        ('<path style="fill:red"/>', "style"),
        ('<path class="x" id="y"/>', "class"),
        ('<path xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>', "href"),
        ('<path fill="url(#a)"/>', "fill"),
        ('<path d="javascript:x"/>', "attribute d"),
        ('<g xmlns="http://example.org/other"/>', "<g>"),
        ("<path><path/></path>", "<path>"),
        ("words", "Text can't stand"),
        ("<?xml-stylesheet href='x'?>", "xml-stylesheet"),
        ("<path>", "well-formed"),
    ],
)
def test_a_drawing_holds_shapes_and_nothing_else(inside: str, says: str) -> None:
    told = drawing_faults(f"{START}\n{inside}\n</svg>")
    assert says in told
    assert "media/x.svg:2" in told or "well-formed" in told


def test_entities_and_document_types_are_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + START + "<title>&b;</title></svg>"
    assert "document type" in drawing_faults(bomb)
    outside = '<!DOCTYPE svg SYSTEM "file:///etc/hostname">' + START + "</svg>"
    assert "document type" in drawing_faults(outside)


@pytest.mark.parametrize("text", ["", "<svg/>", "<html/>", START.replace("0 0 96 96", "0 0 0 9") + "</svg>"])
def test_what_is_no_drawing_of_ours_is_told(text: str) -> None:
    assert drawing_faults(text)


def test_other_encodings_do_not_smuggle_anything() -> None:
    assert drawing_faults((START + "<script/></svg>").encode("utf-16"))
    assert drawing_faults((START + "<script/></svg>").encode("utf-7"))


def test_a_drawing_with_too_many_elements_is_refused() -> None:
    assert "more than" in drawing_faults(START + "<path/>" * 5000 + "</svg>")


def test_a_long_value_is_judged_at_once() -> None:
    for name in ("points", "viewBox", "transform", "d", "fill", "stroke-dasharray"):
        drawing_faults(f'{START}<path {name}="{"1" * 50_000}!"/></svg>')


def test_a_photo_loses_its_metadata_and_keeps_its_pixels() -> None:
    original = tiny_files()["media/door.png"]
    assert b"somebody" in original
    clean = clean_photo("media/door.png", original, Faults())
    assert clean is not None
    assert (clean[1], clean[2]) == (48, 64)
    assert b"somebody" not in clean[0]
    before, after = (Image.open(io.BytesIO(each)).convert("RGB").tobytes() for each in (original, clean[0]))
    assert before == after


def test_a_photo_is_turned_as_the_camera_noted_and_its_place_is_forgotten() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A maker"
    clean = clean_photo("media/x.jpg", photo("JPEG", (40, 20), exif=exif), Faults())
    assert clean is not None
    assert (clean[1], clean[2]) == (20, 40)
    assert not Image.open(io.BytesIO(clean[0])).getexif()


@pytest.mark.parametrize(("kind", "name"), [("PNG", "x.png"), ("JPEG", "x.jpg"), ("WEBP", "x.webp")])
def test_the_same_photo_gives_the_same_bytes(kind: str, name: str) -> None:
    assert clean_photo(name, photo(kind), Faults()) == clean_photo(name, photo(kind), Faults())


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "I;16"])
def test_every_way_of_storing_pixels_is_read(mode: str) -> None:
    assert clean_photo("x.png", photo(mode=mode), Faults()) is not None


def test_a_large_photo_is_scaled_down() -> None:
    clean = clean_photo("x.png", photo(size=(4000, 1000)), Faults())
    assert clean is not None
    assert (clean[1], clean[2]) == (LIMITS.side, LIMITS.side // 4)


def test_a_photo_that_is_something_else_is_told() -> None:
    assert "aren't PNG" in photo_faults(photo("JPEG"))
    assert "aren't WEBP" in photo_faults(START.encode(), "x.webp")
    assert "damaged" in photo_faults(photo(size=(60, 60))[:90])


def test_a_photo_with_too_many_pixels_is_not_even_decoded() -> None:
    assert "pixels" in photo_faults(photo(size=(20_000, 2_000), mode="1"))
    assert "pixels" in photo_faults(photo(size=(30_000, 30_000), mode="1"))


def test_a_moving_picture_is_refused() -> None:
    still = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    still[0].save(buffer, format="WEBP", save_all=True, append_images=still[1:])
    assert "moves" in photo_faults(buffer.getvalue(), "x.webp")


def test_sound_is_followed_through_and_stays_as_it_is_once_clean() -> None:
    for clean, content in ((clean_opus, OGG), (clean_mp3, MP3)):
        kept, seconds = clean(content)
        assert kept == content
        assert 0.3 < seconds < 3


def test_tags_that_could_name_the_speaker_are_dropped() -> None:
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 0, 20]) + b"TPE1 spoken by Name!".ljust(20)
    assert clean_mp3(tag + MP3 + b"TAG" + b"Name".ljust(125))[0] == MP3


def test_opus_tags_are_dropped() -> None:
    assert b"orientation" in OGG
    assert OGG.count(b"OpusTags") == 1
    assert b"Lavc" not in OGG


@pytest.mark.parametrize(
    "content",
    [b"", OGG[:-3], OGG + b"x", OGG[:60] + bytes([OGG[60] ^ 1]) + OGG[61:], b"OggS", MP3, OGG + OGG, b"<html>" + OGG],
)
def test_what_is_no_whole_opus_stream_is_told(content: bytes) -> None:
    faults = Faults()
    assert clean_sound("media/speech/nl/x.ogg", content, faults) is None
    assert "aren't Ogg Opus" in faults.sorted()[0].message


@pytest.mark.parametrize("content", [b"", OGG, b"<html>" + MP3, MP3 + b"<script>" * 300, b"ID3", b"\xff\xfb"])
def test_what_is_no_mp3_is_told(content: bytes) -> None:
    faults = Faults()
    assert clean_sound("media/speech/nl/x.mp3", content, faults) is None
    assert "aren't MP3" in faults.sorted()[0].message


def test_a_wrong_kind_is_a_value_error() -> None:
    with pytest.raises(NotThisKind):
        clean_opus(MP3 * 3)


def test_a_recording_wins_over_speech_and_opus_stands_first() -> None:
    files = tiny_files()
    files["media/speech/nl/deur.ogg"] = OGG
    media = read_media(files, Faults())
    deur, hallo = media.sounds["nl", "deur"], media.sounds["nl", "hallo"]
    assert (deur.spoken_by, [f.path for f in deur.files]) == ("person", ["media/recordings/nl/deur.ogg"])
    assert (hallo.spoken_by, [f.suffix for f in hallo.files]) == ("machine", [".ogg", ".mp3"])


def test_sound_of_an_unknown_language_is_told() -> None:
    faults = Faults()
    read_media({"media/speech/xx/hallo.ogg": OGG}, faults)
    assert "no language" in faults.sorted()[0].message
