"""What may be sent to the API: the fields of each body and each query, by subject."""
