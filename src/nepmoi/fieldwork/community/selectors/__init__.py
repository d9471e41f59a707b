"""Reading groups, and what evidence shows of them."""
