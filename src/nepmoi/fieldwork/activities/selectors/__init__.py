"""Reading activities with their lists, rolls and pictures, and the papers of activities."""
