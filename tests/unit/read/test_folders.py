from pathlib import Path

from counterclaim.read.folders import count_documents, list_folder


def test_folder_that_is_named_is_read_wherever_it_lies(tmp_path: Path) -> None:
    """Its own name, and those above it, may be what a browser calls the pictures of a page."""
    texts = tmp_path / "report_files" / "texts"
    texts.mkdir(parents=True)
    (tmp_path / "report.html").touch()
    (texts / "a.txt").touch()
    assert list_folder(texts) == [texts / "a.txt"]
    assert list_folder(tmp_path / "report_files") == [texts / "a.txt"]
    assert list_folder(tmp_path) == [tmp_path / "report.html"]
    assert count_documents([texts]) == 1
