"""Pages: each room's views, forms and addresses, and all templates."""
