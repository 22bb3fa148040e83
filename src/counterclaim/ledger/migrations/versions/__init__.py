"""One module per revision, in the order of their numbers; none is edited once released."""
