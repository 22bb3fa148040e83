"""The extractor: from a document's text to its sightings, stage by stage, own code throughout."""
