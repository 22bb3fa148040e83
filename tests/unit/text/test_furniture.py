"""Page furniture: what is no part of the article, and what is a caption."""

import pytest

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.text.furniture import label_blocks
from counterclaim.text.sentences import split_blocks

BODY = "Two soldiers were killed near Dorna on Monday, the mayor said."


def labels(text: str, lexicon: Lexicon) -> list[str]:
    text = text.replace("\n", "\n\n")
    return list(label_blocks(text, split_blocks(text), lexicon))


@pytest.mark.parametrize(
    "line",
    [
        "Oops! Something went wrong. Please try again later.",
        "Oops!",
        "Something went wrong. Please try again later.",
        "Read more",
        "Read more: Mayor speaks in Dorna",
        "READ MORE",
        "Advertisement",
        "Sign up for our newsletter",
        "• • •",
        "***",
        "—",
        "Share this article",
        "Loading...",
        "Loading…",
    ],
)
def test_line_of_a_widget_is_furniture(line: str, lexicon: Lexicon) -> None:
    assert labels(f"Headline\n{BODY}\n{line}\n{BODY}x", lexicon)[2] == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "Sharing a border with Velmora, the town has suffered much in the war.",
        "Read more than ten books, the wounded man said from his bed.",
        "“Something went wrong,” the general admitted after the raid killed two.",
        "• Two soldiers were killed near Dorna on Monday, the mayor said.",
    ],
)
def test_line_of_the_article_is_body(line: str, lexicon: Lexicon) -> None:
    assert labels(f"Headline\nAnother line.\n{line}\nThe end.", lexicon)[2] == "body"


def test_line_printed_twice_is_a_caption_and_its_copy(lexicon: Lexicon) -> None:
    caption = "A woman stands before a house in Dorna where two people died."
    assert labels(f"Headline\n{BODY}\n{caption}\n{caption}\nEnd.", lexicon) == [
        "body",
        "body",
        "caption",
        "copy",
        "body",
    ]


def test_caption_printed_twice_with_a_bullet_is_noticed(lexicon: Lexicon) -> None:
    caption = "A woman stands before a house in Dorna where two people died."
    assert labels(f"Headline\n{BODY}\n{caption}\n• {caption}\nEnd.", lexicon)[2:4] == [
        "caption",
        "copy",
    ]


def test_line_with_a_credit_is_a_caption(lexicon: Lexicon) -> None:
    line = "A house in Dorna where two people died. Photograph: A. Orlova/Kastapress"
    assert labels(f"Headline\n{BODY}\n{line}", lexicon)[2] == "caption"


def test_headline_said_again_is_no_caption(lexicon: Lexicon) -> None:
    assert labels("Two killed in Dorna\nTwo killed in Dorna\nThe end.", lexicon)[0] == "body"


def test_credit_is_of_its_own_line(lexicon: Lexicon) -> None:
    wrapped = "The town of Dorna lies on\nthe river. " * 12
    text = f"Headline\n\n{BODY}\n\n{wrapped}\n\nA street. Photo: Meridian\n\n{BODY} End."
    blocks = split_blocks(text)
    parts = label_blocks(text, blocks, lexicon)
    credited = [
        text[b.start : b.end] for b, part in zip(blocks, parts, strict=True) if part != "body"
    ]
    assert credited == ["A street. Photo: Meridian"]
