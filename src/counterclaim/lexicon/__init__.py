"""The words, as data: TOML tables per language, the parties, the wars and the places."""
