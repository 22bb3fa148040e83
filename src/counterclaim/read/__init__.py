"""Reading: from bytes somewhere to documents, one module per kind; what cannot be read is a skip."""
