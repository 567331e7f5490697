"""Photos with the metadata a camera leaves: date, device, place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from PIL import ExifTags, Image

from . import Built
from .support.archives import Entry, zip_of
from .support.dates import date_facts, distinct_days, moment
from .support.formats import writer
from .support.people import plain
from .support.pictures import landscape, to_jpeg, to_png
from .support.ranking import draw_until

VERSION = 1
FORMATS = ("jpg", "png", "zip")

_CAMERAS = ("Optix 300", "Lumora Z5", "Photel One", "Borea Mini")
_PLACES = {
    "Lille": (50.6292, 3.0573),
    "Brest": (48.3904, -4.4861),
    "Nantes": (47.2184, -1.5536),
    "Strasbourg": (48.5734, 7.7521),
    "Lyon": (45.7640, 4.8357),
    "Toulouse": (43.6047, 1.4442),
    "Marseille": (43.2965, 5.3698),
    "Limoges": (45.8336, 1.2611),
}
_SIZES = ((480, 320), (400, 300), (320, 480), (300, 400), (360, 240))


@dataclass(frozen=True, slots=True)
class Photo:
    name: str
    taken: datetime
    copied: datetime
    camera: str
    place: str
    size: tuple[int, int]
    author: str
    seed: float


def build(
    rng: Random, *, count: int = 1, located: int = 1, days: int = 4, author: str = ""
) -> Built:
    """`jpg` and `png` give the photo of the facts `target`, `zip` gives all `count` (at most 20).

    `located` of them hold the place where they were taken (GPS), taken over `days` days, by
    several devices. The dates of the files in the archive are those of a later copy: only the
    metadata tell the day. `author` is written in the metadata, without accents: EXIF is ASCII.
    """
    photos = draw_until(lambda: _draw(rng, count, located, days, plain(author)), _is_clear)
    target = rng.choice([photo for photo in photos if photo.place] or photos)
    return Built(
        _facts(rng, photos, target),
        writer(
            jpg=lambda: _jpeg(target),
            png=lambda: to_png(_picture(target), _exif(target)),
            zip=lambda: zip_of(Entry(photo.name, _jpeg(photo), photo.copied) for photo in photos),
        ),
    )


def _draw(rng: Random, count: int, located: int, days: int, author: str) -> list[Photo]:
    first = rng.randint(1000, 8000)
    numbers = sorted(rng.sample(range(first, first + count * 4), count))
    dates = distinct_days(rng, min(days, count), first=date(2024, 4, 1), span=400)
    places = [rng.choice(list(_PLACES)) for _ in range(located)]
    places = rng.sample([*places, *([""] * (count - located))], count)
    photos = []
    for number, place in zip(numbers, places, strict=True):
        taken = moment(rng, rng.choice(dates))
        copied = moment(rng, date(2025, 9, 1) + timedelta(days=rng.randrange(20)))
        camera, size = rng.choice(_CAMERAS), rng.choice(_SIZES)
        name = f"IMG_{number}.jpg"
        photos.append(Photo(name, taken, copied, camera, place, size, author, rng.random()))
    return photos


def _is_clear(photos: Sequence[Photo]) -> bool:
    """No two photos at the same moment, and one most used device."""
    uses = sorted(Counter(photo.camera for photo in photos).values())
    alone = len(uses) == 1 or uses[-1] > uses[-2]
    return alone and len({photo.taken for photo in photos}) == len(photos)


def _picture(photo: Photo) -> Image.Image:
    return landscape(Random(photo.seed), *photo.size, grain=4)  # noqa: S311  drawn before


def _jpeg(photo: Photo) -> bytes:
    return to_jpeg(_picture(photo), _exif(photo), quality=60)


def _exif(photo: Photo) -> Image.Exif:
    exif = Image.Exif()
    stamp = f"{photo.taken:%Y:%m:%d %H:%M:%S}"
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = photo.camera.split()[0], photo.camera
    exif[ExifTags.Base.DateTime] = stamp
    if photo.author:
        exif[ExifTags.Base.Artist] = photo.author
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = stamp
    if photo.place:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(_gps(*_PLACES[photo.place]))
    return exif


def _gps(latitude: float, longitude: float) -> dict[int, Any]:
    return {
        ExifTags.GPS.GPSLatitudeRef: "N" if latitude >= 0 else "S",
        ExifTags.GPS.GPSLatitude: _sexagesimal(latitude),
        ExifTags.GPS.GPSLongitudeRef: "E" if longitude >= 0 else "W",
        ExifTags.GPS.GPSLongitude: _sexagesimal(longitude),
    }


def _sexagesimal(angle: float) -> tuple[float, float, float]:
    seconds = round(abs(angle) * 3600)
    return float(seconds // 3600), float(seconds // 60 % 60), float(seconds % 60)


def _facts(rng: Random, photos: Sequence[Photo], target: Photo) -> Mapping[str, Any]:
    cameras = Counter(photo.camera for photo in photos)
    ordered = sorted(photos, key=lambda photo: photo.taken)
    day = rng.choice(photos).taken.date()
    return {
        "count": len(photos),
        "target": _photo_facts(target),
        "oldest": _photo_facts(ordered[0]),
        "newest": _photo_facts(ordered[-1]),
        "located_count": sum(bool(photo.place) for photo in photos),
        "portrait_count": sum(photo.size[0] < photo.size[1] for photo in photos),
        "camera_count": len(cameras),
        "top_camera": cameras.most_common(1)[0][0],
        "top_camera_count": cameras.most_common(1)[0][1],
        "day": date_facts(day),
        "day_count": sum(photo.taken.date() == day for photo in photos),
        "author": target.author,
    }


def _photo_facts(photo: Photo) -> Mapping[str, Any]:
    latitude, longitude = _PLACES.get(photo.place, (0.0, 0.0))
    return {
        "name": photo.name,
        "date": date_facts(photo.taken),
        "file_date": date_facts(photo.copied),
        "camera": photo.camera,
        "place": photo.place,
        "latitude": latitude,
        "longitude": longitude,
        "width": photo.size[0],
        "height": photo.size[1],
    }
