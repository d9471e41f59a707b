"""What the pages of teams and clubs ask."""
