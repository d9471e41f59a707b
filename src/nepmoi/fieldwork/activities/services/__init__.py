"""Writing activities: their life, who takes part, who was there, and what shows it."""
