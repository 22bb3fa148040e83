"""Reading: from bytes to documents, one module per kind; what cannot be read is a skip."""
