import json

import pytest

from competences.bank import BankContent, read_bank
from competences.bank.parameters import choose_values
from competences.bank.placeholders import UnknownPlaceholderError, fill, fill_text
from competences.bank.schema import ChallengeSpec
from competences.bank.variants import draw_variant, write_file

BASE = {
    "id": "topic-3a",
    "kind": "short_text",
    "title": "Titre",
    "instruction": "Consigne",
    "question": "Question ?",
    "solution": {"accepted": ["oui"]},
    "explanation": "Parce que.",
}


def challenge(**changes):
    return ChallengeSpec.model_validate({**BASE, **changes})


def test_placeholders_keep_types_alone_and_write_french_in_texts():
    facts = {"n": 12345.5, "case": {"name": "été", "sizes": [1.5, 2]}}
    assert fill({"value": "{{ n }}"}, facts) == {"value": 12345.5}
    assert fill_text("{{ n }} € pour {{ case.name }}", facts) == "12\u00a0345,5 € pour été"
    assert fill_text("{{ case.sizes.0 }} `x={{ n }}`", facts) == "1,5 `x=12345.5`"


@pytest.mark.parametrize("name", ["m", "case.first", "sizes.7", "n.x"])
def test_an_unknown_placeholder_is_named(name):
    with pytest.raises(UnknownPlaceholderError, match=name):
        fill_text(f"{{{{ {name} }}}}", {"n": 1, "case": {}, "sizes": [1]})


def test_combinations_are_all_dealt_before_any_comes_back():
    spec = challenge(parameters={"a": [1, 2, 3], "b": {"from": 0, "to": 1, "step": 0.25}})
    dealt = [tuple(choose_values(spec, n).items()) for n in range(15)]
    assert len(set(dealt)) == 15
    assert choose_values(spec, 15) == choose_values(spec, 0)


def test_a_variant_does_not_depend_on_the_order_of_mappings():
    options = {"a": "1", "b": "2", "c": "3", "d": "4"}
    parameters = {"x": [1, 2], "y": [3, 4]}
    changes = {"kind": "single_choice", "options": options, "solution": {"correct": "a"}}
    one = challenge(**changes, parameters=parameters, instruction="{{ x }} {{ y }}")
    backwards = {key: dict(reversed(changes[key].items())) for key in ("options", "solution")}
    other = challenge(
        **{**changes, **backwards},
        parameters=dict(reversed(parameters.items())),
        instruction="{{ x }} {{ y }}",
    )
    assert draw_variant(one, 3) == draw_variant(other, 3)


def test_the_page_names_options_by_their_place_alone():
    """The ids of authors come in the right order, or the right one first."""
    texts = {"a": "1", "b": "2", "c": "3", "d": "4"}
    order = challenge(kind="order", items=texts, solution={"order": list(texts)})
    choice = challenge(kind="single_choice", options=texts, solution={"correct": "a"})
    for number in range(5):
        items, options = draw_variant(order, number).items, draw_variant(choice, number).options
        assert [item.code for item in items] == ["1", "2", "3", "4"]
        assert [option.code for option in options] == ["1", "2", "3", "4"]
        assert [item.id for item in items] != list(texts)


def test_options_are_shuffled_unless_their_order_matters():
    changes = {"kind": "single_choice", "options": dict(zip("abcd", "1234", strict=True))}
    spec = challenge(**changes, solution={"correct": "a"})
    orders = {tuple(o.id for o in draw_variant(spec, n).options) for n in range(20)}
    assert len(orders) > 5
    fixed = challenge(**changes, solution={"correct": "a"}, shuffle=False)
    assert [o.id for o in draw_variant(fixed, 1).options] == ["a", "b", "c", "d"]


def test_items_to_order_never_start_in_order():
    spec = challenge(kind="order", items={"a": "1", "b": "2"}, solution={"order": ["a", "b"]})
    orders = {tuple(item.id for item in draw_variant(spec, n).items) for n in range(20)}
    assert orders == {("b", "a")}


def test_texts_are_safe_html_and_well_set():
    spec = challenge(
        instruction="<script>x</script> « Ah » : 5 Mo\n\n[a](javascript:x) [b](https://example.org)",
        title="Vrai ?",
    )
    variant = draw_variant(spec, 0)
    assert "<script>" not in variant.instruction_html
    assert 'href="javascript' not in variant.instruction_html
    assert '<a href="https://example.org" rel="noopener">b</a>' in variant.instruction_html
    assert "«\u00a0Ah\u00a0»\u00a0: 5\u00a0Mo" in variant.instruction_html
    assert variant.title == "Vrai\u00a0?"


def test_the_solution_stays_in_its_fields():
    spec = challenge(
        kind="single_choice",
        options={"a": "w", "b": "x", "c": "y", "d": "z"},
        solution={"correct": "a"},
        author_notes="NOTE",
    )
    variant = draw_variant(spec, 0)
    assert variant.solution == {"correct": "a"}
    assert "NOTE" not in repr(variant)
    assert len({frozenset(vars(type(o))) for o in variant.options}) == 1


def test_an_asset_is_handed_out_under_a_plain_name(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "recit.txt").write_bytes(b"abc")
    spec = challenge(
        attachments=[{"asset": "assets/recit.txt", "name": "récit {{ n }}.txt"}],
        parameters={"n": [7]},
    )
    (file,) = draw_variant(spec, 0).files
    assert (file.name, file.media_type) == ("récit 7.txt", "text/plain")
    assert write_file(spec, 0, file.name, folder=tmp_path) == b"abc"
    with pytest.raises(LookupError):
        write_file(spec, 0, "../recit.txt", folder=tmp_path)


def test_variants_survive_the_document(bank_folder):
    content = read_bank(bank_folder)
    again = BankContent.from_document(json.loads(json.dumps(content.document(), sort_keys=True)))
    for spec in content.challenges():
        for number in range(spec.variant_count):
            other = draw_variant(again.challenge(spec.id), number)
            assert draw_variant(spec, number) == other
