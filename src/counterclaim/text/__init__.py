"""A text's own structure: what is furniture, what is quoted, where sentences and words begin."""
