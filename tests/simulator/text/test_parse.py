"""The whole way of a text from a bot's request to a message."""

from typing import Any

import pytest

from simulator.text import (
    Entity,
    Parsed,
    ParseError,
    TooLongError,
    automatic_entities,
    parse,
    parse_caption,
    read,
)


def test_html_becomes_text_and_entities() -> None:
    """Markup leaves the text, entities count UTF-16 units, the ends are trimmed."""
    parsed = parse(" 👍 <b>Rapat</b> &lt;jam 9&gt; \n", "HTML")

    assert "👍 Rapat <jam 9>" == parsed.text
    assert [{"type": "bold", "offset": 3, "length": 5}] == parsed.as_json()


def test_every_kind_of_entity_has_its_bot_api_shape() -> None:
    """Links, mentions, code, emoji and moments carry their fields as the Bot API names them."""
    text = (
        '<a href="jatimprov.go.id">a</a> <a href="tg://user?id=7">b</a> '
        '<pre><code class="language-py">c</code></pre> <tg-emoji emoji-id="5">👍</tg-emoji> '
        '<tg-time unix="1700000000" format="wdt">d</tg-time>'
    )

    assert [
        {"type": "text_link", "offset": 0, "length": 1, "url": "http://jatimprov.go.id/"},
        {"type": "text_mention", "offset": 2, "length": 1, "user": {"id": 7}},
        {"type": "pre", "offset": 4, "length": 1, "language": "py"},
        {"type": "custom_emoji", "offset": 6, "length": 2, "custom_emoji_id": "5"},
        {
            "type": "date_time",
            "offset": 9,
            "length": 1,
            "unix_time": 1700000000,
            "date_time_format": "wdt",
        },
    ] == parse(text, "HTML").as_json()


def test_found_entities_join_those_of_the_markup() -> None:
    """Commands, mentions, addresses and telephones are found, bold is cut at their edges."""
    parsed = parse("<b>Ketik /tanya</b> a@b.co +62 812-3456-7890 <code>@humas</code>", "HTML")

    assert [
        ("bold", 0, 6),
        ("bot_command", 6, 6),
        ("bold", 6, 6),
        ("email", 13, 6),
        ("phone_number", 20, 17),
        ("code", 38, 6),
    ] == [(entity.type, entity.offset, entity.length) for entity in parsed.entities]


def test_parse_mode_wins_over_given_entities_in_any_case() -> None:
    """With a parse mode the given entities are ignored, its name has no case."""
    given = [{"type": "italic", "offset": 0, "length": 1}]

    assert ["bold"] == [entity.type for entity in parse("*a*", "markdownv2", given).entities]
    assert ["italic"] == [entity.type for entity in parse("*a*", "none", given).entities]
    assert "*a*" == parse("*a*", None, given).text


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("", "HTML", "message text is empty"),
        (" \n ", None, "text must be non-empty"),
        ("<b></b>", "HTML", "text must be non-empty"),
        ("\u200b\u2800", None, "text must be non-empty"),
        ("x" * 32769, None, "text is too long"),
        ("a\ud83d", None, "strings must be encoded in UTF-8"),
        ("x", "BBCode", "unsupported parse_mode"),
        ("<p>", "HTML", 'can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
        ("é<", "HTML", "can't parse entities: Unclosed start tag at byte offset 2"),
        (
            "a.",
            "MarkdownV2",
            (
                "can't parse entities: Character '.' is reserved and must be escaped "
                "with the preceding '\\'"
            ),
        ),
        (
            "*a",
            "Markdown",
            "can't parse entities: Can't find end of the entity starting at byte offset 0",
        ),
    ],
)
def test_refusals_have_the_server_s_words(text: str, mode: str | None, words: str) -> None:
    """A refused text says what the server says."""
    with pytest.raises(ParseError) as refusal:
        parse(text, mode)

    assert words == str(refusal.value)


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ("bold", "can't parse MessageEntity: expected an Object"),
        ({"length": 1, "type": "bold"}, "can't parse MessageEntity: Can't find field \"offset\""),
        (
            {"offset": "x", "length": 1, "type": "bold"},
            'can\'t parse MessageEntity: Field "offset" must be a valid Number',
        ),
        (
            {"offset": True, "length": 1, "type": "bold"},
            'can\'t parse MessageEntity: Field "offset" must be a Number',
        ),
        (
            {"offset": 0, "length": 1, "type": []},
            'can\'t parse MessageEntity: Field "type" must be of type String',
        ),
        (
            {"offset": 0, "length": 1, "type": ""},
            "can't parse MessageEntity: Type is not specified",
        ),
        (
            {"offset": 0, "length": 1, "type": "loud"},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"offset": 0, "length": 1, "type": "text_link", "url": "x"},
            "entity URL 'x' is invalid: Wrong HTTP URL",
        ),
        (
            {"offset": 0, "length": 1, "type": "text_mention", "user": 5},
            'can\'t parse MessageEntity: Field "user" must be of type Object',
        ),
        (
            {
                "offset": 0,
                "length": 1,
                "type": "date_time",
                "unix_time": 1,
                "date_time_format": "x",
            },
            "can't parse MessageEntity: Invalid date-time format specified",
        ),
        (
            {"offset": -1, "length": 1, "type": "bold"},
            "receive an entity with incorrect offset -1",
        ),
        (
            {"offset": 2, "length": 5, "type": "bold"},
            "entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 7",
        ),
        (
            {"offset": 3, "length": 1, "type": "bold"},
            "entity begins in a middle of a UTF-16 symbol at byte offset 6",
        ),
    ],
)
def test_given_entities_are_refused_in_the_server_s_words(entity: Any, words: str) -> None:
    """A wrong entity says what the server says."""
    with pytest.raises(ParseError) as refusal:
        parse("ab👍", None, [entity])

    assert words == str(refusal.value)


def test_given_entities_may_write_their_numbers_as_strings() -> None:
    """Numbers come as strings too, kinds the server finds itself are ignored."""
    given = [
        {"type": "bold", "offset": "0", "length": "2"},
        {"type": "url", "offset": 0, "length": 1},
        {"type": "custom_emoji", "offset": 2, "length": 2, "custom_emoji_id": "9"},
    ]

    assert Parsed(
        "ab👍", (Entity("bold", 0, 2), Entity("custom_emoji", 2, 2, custom_emoji_id="9"))
    ) == parse("ab👍", None, given)


def test_length_is_measured_after_parsing_in_code_points() -> None:
    """4096 characters pass however many units and tags they have, one more does not."""
    assert 4096 == len(parse(f"<b>{'👍' * 4096}</b>", "HTML").text)
    with pytest.raises(TooLongError, match=r"^message is too long$"):
        parse("x" * 4097)


def test_captions_may_be_empty_and_are_shorter() -> None:
    """A caption of blanks is none, one of 1025 characters is refused."""
    assert Parsed("") == parse_caption("")
    assert Parsed("") == parse_caption(" \n")
    with pytest.raises(TooLongError, match=r"^message caption is too long$"):
        parse_caption("x" * 1025)


def test_reading_leaves_the_rest_to_finishing() -> None:
    """The first step only reads markup: a caller may check other things before the second."""
    assert Parsed("  ", (Entity("bold", 0, 2),)) == read("<b>  </b>", "HTML")


def test_telephones_beside_cards_and_addresses_are_left_alone() -> None:
    """A number that is part of something else is no telephone."""
    assert ["url"] == [entity.type for entity in automatic_entities("x.com/+6281234567890")]
    assert () == automatic_entities("a+6281234567890 +62 +1234567890123456")
