"""What lasts: places through time, offices, people, the programme."""
