"""Events that could not be delivered: what people see of them, and what they do about them."""
