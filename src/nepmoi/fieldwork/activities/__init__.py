"""What was planned, held and confirmed; who took part; who was there each half-day."""
