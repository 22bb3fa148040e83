"""Documents: known by what was captured, told apart by what they say."""

import hashlib

from counterclaim.model.documents import Document


def test_id_is_the_digest_of_what_was_captured_else_of_the_text() -> None:
    text = hashlib.sha256(b"T").hexdigest()
    assert Document(text="T").id == text
    assert Document(text="T", captured_sha256="a" * 64).id == "a" * 64
    assert Document(text="T", captured_sha256="a" * 64).sha256 == text


def test_documents_that_differ_in_how_they_came_are_equal() -> None:
    assert Document(text="T") == Document(text="T", captured_sha256="a" * 64, reader="row/1")
