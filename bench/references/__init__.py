"""What the product is measured against: a few plain lines each."""
