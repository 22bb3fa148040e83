"""The nouns of the project: frozen, checked at construction, no input or output."""
