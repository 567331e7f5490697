import pytest

from competences.bank import BankContent, ContentError, read_bank

TOPIC_FILE = "1.2/poids-des-fichiers.yaml"
LESSON_FILE = "1.2/poids-des-fichiers.md"


def test_reads_topics_lessons_and_their_places(bank_folder):
    content = read_bank(bank_folder)
    assert [skill.id for skill in content.skills()] == ["poids-des-fichiers-2"]
    assert content.topics_of("1.1") == ()
    assert content.topic("poids-des-fichiers").competence == "1.2"
    assert content.lesson("poids-des-fichiers").minutes == 3
    place = content.place("poids-des-fichiers", "skills", 0, "challenges", 1, "solution", "value")
    assert (place.file, place.line) == (TOPIC_FILE, 24)


BROKEN = [
    ("instruction: Il reste", "instrction: Il reste", 8, "'instruction' is missing"),
    ("instruction: Il reste", "instrction: Il reste", 11, "'instrction' is not a field known here"),
    ("level: 2", "level: deux", 5, "'level' must be a whole number"),
    ("level: 2", "level: 9", 5, "'level': Input should be less than or equal to 8"),
    ("kind: number", "kind: nombre", 18, "'kind': Input should be 'single_choice', "),
    ("title: La clé presque pleine", "title: 12", 10, "'title' must be text"),
    ("kind: number", "kind: order", 17, "a order challenge needs 'items'"),
    ("units: [Mo]}", "units: [Mo]}\n        left: {a: x, b: y}", 17, "has no 'left'"),
    ("kind: number", "kind: number\n        kind: number", 19, "'kind' is written twice"),
    ("solution: {correct: a}", "solution: {correct: a", 15, "did not find expected"),
    ("{correct: a}", "&x [*x]", 14, "an alias refers to the list"),
    ("topic: poids-des-fichiers", "topic: poids", 1, "the name of the file, poids-des-fichiers"),
    ("size: [", "size: {from: 5, to: 1}\n          a: [", 23, "a range goes upwards"),
    ("size: [", "size: []\n          a: [", 23, "'size' has too few entries"),
    ("{correct: a}", "!!binary YQ==", 14, "the tag tag:yaml.org,2002:binary"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), BROKEN)
def test_says_where_a_topic_is_malformed(edit, old, new, line, message):
    with pytest.raises(ContentError) as caught:
        read_bank(edit(old, new))
    found = [(problem.file, problem.line) for problem in caught.value.problems]
    assert (TOPIC_FILE, line) in found
    assert any(message in problem.message for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("---\ntitle", "title", 1, "a lesson starts with a header"),
        ("minutes: 3", "minutes: trois", 3, "'minutes' must be a whole number"),
        ("minutes: 3", "minutes: 3: 4", 3, "mapping values are not allowed in this"),
    ],
)
def test_says_where_a_lesson_is_malformed(edit, old, new, line, message):
    with pytest.raises(ContentError) as caught:
        read_bank(edit(old, new, LESSON_FILE))
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (LESSON_FILE, line)
    assert message in problem.message


@pytest.mark.parametrize("junk", [b"", b"\x00", b"\xff\xfe", b"- a\n- b\n", b"a: b: c", b"{" * 900])
def test_a_corrupted_file_is_a_plain_message(bank_folder, junk):
    (bank_folder / TOPIC_FILE).write_bytes(junk)
    with pytest.raises(ContentError) as caught:
        read_bank(bank_folder)
    assert {problem.file for problem in caught.value.problems} == {TOPIC_FILE}


def test_a_missing_framework_is_said(tmp_path):
    with pytest.raises(ContentError, match=r"framework\.yaml:1: cannot be read: No such file"):
        read_bank(tmp_path)


def test_strange_folders_and_files_are_said(bank_folder):
    (bank_folder / "1.9").mkdir()
    (bank_folder / "1.2" / "notes.txt").write_text("x")
    with pytest.raises(ContentError) as caught:
        read_bank(bank_folder)
    assert [problem.file for problem in caught.value.problems] == ["1.2/notes.txt", "1.9"]


def test_a_topic_lives_in_one_competence(bank_folder):
    (bank_folder / "1.1").mkdir()
    text = (bank_folder / TOPIC_FILE).read_text()
    (bank_folder / "1.1" / "poids-des-fichiers.yaml").write_text(text)
    with pytest.raises(ContentError, match=r"already exists in 1\.1/poids-des-fichiers\.yaml"):
        read_bank(bank_folder)


def test_yaml_keeps_hours_codes_and_words_as_text(edit):
    content = read_bank(
        edit("size: [", "at: [12:30, 05000, no, 2024-01-01, 1.50, 7]\n          size: [")
    )
    values = content.challenge("poids-des-fichiers-2b").values["at"]
    assert values == ("12:30", "05000", "no", "2024-01-01", 1.5, 7)


def test_a_document_gives_the_same_bank_back(bank_folder):
    content = read_bank(bank_folder)
    again = BankContent.from_document(content.document())
    assert list(again.challenges()) == list(content.challenges())
    assert again.digest() == content.digest()


def test_the_digest_follows_the_content(bank_folder, edit):
    before = read_bank(bank_folder).digest()
    assert read_bank(edit("presque pleine", "vide")).digest() != before


def test_a_document_of_another_format_is_refused(bank_folder):
    document = {**read_bank(bank_folder).document(), "format": 99}
    with pytest.raises(ValueError, match="format 99"):
        BankContent.from_document(document)
