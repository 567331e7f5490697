"""Drawn landscapes that stand for photos: each different, none taken anywhere."""

import colorsys
import io
from random import Random

from PIL import Image, ImageDraw


def landscape(rng: Random, width: int, height: int, *, grain: int = 12) -> Image.Image:
    """Sky, sun, hills; `grain` (0 to 60) makes the file heavier."""
    sky = rng.uniform(0.5, 0.65)
    picture = Image.new("RGB", (width, height), _colour(sky, 0.35, 0.95))
    draw = ImageDraw.Draw(picture)
    _sun(rng, draw, width, height)
    for depth in range(3):
        _hills(rng, draw, (width, height), depth)
    if grain:
        noise = Image.frombytes("L", (width, height), rng.randbytes(width * height))
        picture = Image.blend(picture, noise.convert("RGB"), grain / 200)
    return picture


def _sun(rng: Random, draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    radius = height // rng.randint(8, 14)
    x, y = rng.randint(radius, width - radius), rng.randint(radius, height // 3)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_colour(0.13, 0.5, 1))


def _hills(rng: Random, draw: ImageDraw.ImageDraw, size: tuple[int, int], depth: int) -> None:
    width, height = size
    level = height * (4 + depth) // 8
    ridge = [
        (width * step // 8, level + rng.randint(-height // 12, height // 12)) for step in range(9)
    ]
    draw.polygon(
        [(0, height), *ridge, (width, height)],
        fill=_colour(rng.uniform(0.22, 0.42), 0.5, 0.75 - depth * 0.15),
    )


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def to_jpeg(picture: Image.Image, exif: Image.Exif | None = None, quality: int = 70) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, exif=exif or Image.Exif())
    return buffer.getvalue()


def to_png(picture: Image.Image, exif: Image.Exif | None = None) -> bytes:
    buffer = io.BytesIO()
    picture.quantize(64).save(buffer, "PNG", exif=exif or Image.Exif())
    return buffer.getvalue()
