"""Captions: the sentence stays whole, the credit goes."""

import pytest
from lxml.html import document_fromstring

from counterclaim.read.page_captions import keep_captions
from counterclaim.read.page_words import text_of


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        (
            "Raid by <a href='/agency/dorna'>the Guard</a> killed 12 <span class='source-text'>men "
            "of the 3rd</span> at dawn.",
            "Raid by the Guard killed 12 men of the 3rd at dawn.",
        ),
        ("A body. <span class=credit>Ivo Brand/Meridian</span>", "A body."),
        ("A body. <span class=credit>Brand</span> / <span class=source>M</span>", "A body. /"),
        ("A body. <span class=credit>Brand</span> <a href='/buy'>Buy rights</a>", "A body."),
        ("<p class=credit>Ivo Brand</p><p>Twelve men were killed.</p>", "Twelve men were killed."),
        ("<span class=credit>Ivo Brand</span><br>Twelve died.", "Twelve died."),
        ("<span class=visually-hidden>Image caption, </span>Twelve died.", "Twelve died."),
        ("<span>2 / 7</span> Twelve died.", "Twelve died."),
        ("<b>3 of 12</b> men were killed.", "3 of 12 men were killed."),
        ("Killed were <b>3 of 12</b>", "Killed were 3 of 12"),
        ("The raid killed 12<br>400 were hurt.", "The raid killed 12 / 400 were hurt."),
    ],
)
def test_of_the_words_of_a_caption_none_goes(caption: str, expected: str) -> None:
    page = document_fromstring(
        f"<body><figure><img src=a><figcaption>{caption}</figcaption></figure></body>"
    )
    keep_captions(page)
    assert text_of(page) == expected
