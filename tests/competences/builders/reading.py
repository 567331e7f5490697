"""Open what builders write with the usual readers."""

import csv
import io
import random
import zipfile

import python_calamine

from competences.content.builders import get_builder

VARIANTS = range(3)


def build(name, variant=0, **parameters):
    return get_builder(name).build(random.Random(f"test:{variant}"), **parameters)


def sheet_rows(content):
    """Header, then rows, of the first sheet of an ODS or XLSX."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def csv_rows(content, encoding="utf-8-sig", separator=";"):
    return list(csv.reader(io.StringIO(content.decode(encoding)), delimiter=separator))


def zip_files(content):
    """Path → (bytes, date) of the files of an archive, folders left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {
            info.filename: (archive.read(info), info.date_time)
            for info in archive.infolist()
            if not info.is_dir()
        }
