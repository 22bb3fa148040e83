"""Scores of extracted claims against gold annotation in the format of the record."""
