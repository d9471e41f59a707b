"""Pictures for tests: what a camera might take, each of its number, and what is made of it on its way."""

import io
import random

from PIL import Image, ImageDraw


def scene(number: int = 0, size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """A picture of shapes, the same for the same number."""
    chance = random.Random(number)
    picture = Image.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        wide, high = chance.randrange(2, max(3, size[0] // 3)), chance.randrange(2, max(3, size[1] // 3))
        colour = tuple(chance.randrange(256) for _ in range(3))
        (draw.ellipse if chance.random() < 0.5 else draw.rectangle)((x, y, x + wide, y + high), fill=colour)
    return picture


def jpeg(number: int = 0, size: tuple[int, int] = (320, 240), quality: int = 90) -> bytes:
    """A small picture as a file."""
    out = io.BytesIO()
    scene(number, size).save(out, "JPEG", quality=quality)
    return out.getvalue()


def camera(number: int = 0, quality: int = 92, side: int = 1200) -> bytes:
    """A picture with what a camera writes into it; another quality or side is the same picture on its way through Zalo."""
    exif = Image.Exif()
    exif[0x0132] = "2024:10:22 08:15:00"
    picture = scene(number)
    picture.thumbnail((side, side))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()
