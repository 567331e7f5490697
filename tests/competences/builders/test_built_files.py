"""Archives, photos, texts and PDFs, opened again."""

import hashlib
import io
from collections import Counter
from xml.etree import ElementTree as ET

import pypdf
import pytest
from docx import Document
from PIL import ExifTags, Image

from tests.competences.builders.reading import VARIANTS, build, zip_files

THEMES = ["school", "association", "family", "work"]
SHAPES = [{}, {"files": 40, "folders": 10, "duplicates": 3, "versions": 5}, {"files": 10}]
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", SHAPES, ids=["usual", "large", "small"])
def test_tree(theme, shape):
    built = build("file_tree_zip", theme=theme, **shape)
    facts, files = built.facts, zip_files(built.write("zip"))
    types = Counter(path.rpartition(".")[2] for path in files)
    assert facts["file_count"] == len(files)
    assert facts["by_type"] == types
    assert facts["total_size"] == sum(len(content) for content, _ in files.values())
    assert facts["biggest"]["path"] == max(files, key=lambda path: len(files[path][0]))
    assert facts["newest"]["path"] == max(files, key=lambda path: files[path][1])
    assert facts["oldest"]["path"] == min(files, key=lambda path: files[path][1])
    folders = Counter(path.rpartition("/")[0] for path in files)
    assert facts["folder_files"] == folders[facts["folder_path"]]
    assert list(folders.values()).count(facts["fullest"]["count"]) == 1


def test_target_holds_its_word_alone():
    built = build("file_tree_zip", files=30)
    files, target = zip_files(built.write("zip")), built.facts["target"]
    content, stamp = files[target["path"]]
    assert f"Mot de passage : {target['word']}." in content.decode()
    assert hashlib.sha256(content).hexdigest() == target["sha256"]
    year, month, day, hour, minute, _ = stamp
    assert f"{year}-{month:02}-{day:02}" == target["date"]["iso"]
    assert f"{hour:02}:{minute:02}" == target["date"]["time"]
    texts = [data for path, (data, _) in files.items() if path.endswith(".txt")]
    assert sum(target["word"].encode() in data for data in texts) == 1


def test_duplicates_are_the_only_equal_contents():
    built = build("file_tree_zip", duplicates=3)
    files = zip_files(built.write("zip"))
    digests = Counter(data for data, _ in files.values())
    assert sum(count == 2 for count in digests.values()) == built.facts["duplicate_count"] == 3
    pair = (built.facts["duplicate"]["path"], built.facts["original"]["path"])
    assert files[pair[0]][0] == files[pair[1]][0]
    assert pair[0] != pair[1]


def test_latest_version_is_told_by_its_date():
    built = build("file_tree_zip", versions=5)
    files = zip_files(built.write("zip"))
    stamps = {
        path.rpartition("/")[2]: stamp
        for path, (_, stamp) in files.items()
        if path.rpartition("/")[2] in built.facts["versions"]
    }
    assert len(stamps) == 5
    assert built.facts["latest"]["name"] == max(stamps, key=lambda name: stamps[name])


@pytest.mark.parametrize("theme", THEMES)
def test_files_of_the_tree_open(theme):
    files = zip_files(build("file_tree_zip", theme=theme, files=40).write("zip"))
    for path, (content, _) in files.items():
        extension = path.rpartition(".")[2]
        if extension in {"jpg", "png"}:
            Image.open(io.BytesIO(content)).verify()
        elif extension == "pdf":
            assert "Mot de passage" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
        elif extension in {"odt", "ods"}:
            assert "content.xml" in zip_files(content)
        elif extension == "svg":
            ET.fromstring(content)


@pytest.mark.parametrize("form", ["jpg", "png"])
def test_photo_metadata(form):
    built = build("photo_set", author="Ana Exemple")
    target, photo = built.facts["target"], Image.open(io.BytesIO(built.write(form)))
    exif = photo.getexif()
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    degrees, minutes, seconds = map(float, gps[ExifTags.GPS.GPSLatitude])
    assert photo.size == (target["width"], target["height"])
    assert exif[ExifTags.Base.Model] == target["camera"]
    assert exif[ExifTags.Base.Artist] == "Ana Exemple"
    assert degrees + minutes / 60 + seconds / 3600 == pytest.approx(target["latitude"], abs=0.001)
    day = target["date"]["iso"].replace("-", ":")
    assert exif[ExifTags.Base.DateTime].startswith(f"{day} {target['date']['time']}")


def test_album():
    built = build("photo_set", count=12, located=5)
    files = zip_files(built.write("zip"))
    photos = {name: Image.open(io.BytesIO(data)) for name, (data, _) in files.items()}
    exifs = {name: photo.getexif() for name, photo in photos.items()}
    dates = {name: exif[ExifTags.Base.DateTime] for name, exif in exifs.items()}
    models = Counter(exif[ExifTags.Base.Model] for exif in exifs.values())
    facts = built.facts
    located = [exif for exif in exifs.values() if exif.get_ifd(ExifTags.IFD.GPSInfo)]
    assert len(located) == facts["located_count"] == 5
    assert facts["portrait_count"] == sum(p.width < p.height for p in photos.values())
    assert facts["oldest"]["name"] == min(dates, key=lambda name: dates[name])
    assert models.most_common(1)[0] == (facts["top_camera"], facts["top_camera_count"])
    day = facts["day"]["iso"].replace("-", ":")
    assert facts["day_count"] == sum(date.startswith(day) for date in dates.values())


@pytest.mark.parametrize("variant", VARIANTS)
def test_docx(variant):
    built = build("text_document", variant)
    facts, document = built.facts, Document(io.BytesIO(built.write("docx")))
    properties = document.core_properties
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == facts["headings"]
    assert properties.author == facts["author"]
    assert properties.last_modified_by == facts["last_author"]
    assert properties.revision == facts["revision"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_docx_marks(variant):
    built = build("text_document", variant, comments=4, changes=2)
    facts, document = built.facts, Document(io.BytesIO(built.write("docx")))
    first, *others = document.comments
    assert len(others) + 1 == facts["comment_count"] == 4
    assert first.author == facts["comment"]["author"]
    assert first.text == facts["comment"]["text"]
    assert len(document.element.xpath("//w:ins")) == facts["change_count"] == 2
    assert document.element.xpath("//w:del//w:delText")[0].text == facts["change"]["old"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_odt(variant):
    built = build("text_document", variant, comments=4, changes=2)
    facts, parts = built.facts, zip_files(built.write("odt"))
    content = ET.fromstring(parts["content.xml"][0])
    creator = "{http://purl.org/dc/elements/1.1/}creator"
    headings = [h for h in content.iter(f"{TEXT}h") if h.get(f"{TEXT}outline-level") == "1"]
    notes = list(content.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"))
    assert [heading.text for heading in headings] == facts["headings"]
    assert len(notes) == 4
    assert notes[0].find(creator).text == facts["comment"]["author"]
    assert len(list(content.iter(f"{TEXT}insertion"))) == 2
    assert ET.fromstring(parts["meta.xml"][0]).find(f".//{creator}").text == facts["last_author"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_pdf(variant):
    built = build("pdf_document", variant, sections=5, pages=12)
    facts, reader = built.facts, pypdf.PdfReader(io.BytesIO(built.write("pdf")))
    outline = {o.title: reader.get_destination_page_number(o) + 1 for o in reader.outline}
    holding = [n for n, page in enumerate(reader.pages, 1) if facts["code"] in page.extract_text()]
    assert len(reader.pages) == facts["page_count"] == 12
    assert reader.metadata.author == facts["author"]
    assert f"{reader.metadata.creation_date:%Y-%m-%d}" == facts["created"]["iso"]
    assert list(outline) == facts["headings"]
    assert outline[facts["section"]] == facts["section_page"]
    assert holding == [facts["code_page"]]
    assert facts["link"] in str(reader.pages[0]["/Annots"][0].get_object()["/A"])
