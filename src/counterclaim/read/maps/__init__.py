"""The maps that come with the package: one ``.toml`` per table that many people use."""
