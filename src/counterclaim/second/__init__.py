"""The optional second reader: a model selects among spans of the text, for sightings in doubt."""
