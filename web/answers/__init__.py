"""What the API answers: the shape of each value, for its description. A test compares them."""
